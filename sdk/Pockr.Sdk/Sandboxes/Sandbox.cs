using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A container to run commands in; <see cref="PockrClient.Sandboxes"/>. Nothing about it is kept here: what is asked is asked of the machine.</summary>
public sealed class Sandbox
{
    /// <summary>Seconds a command has, unless it is said otherwise (as in pocketdock).</summary>
    public const int UsualTimeoutSeconds = 30;

    private readonly PockrClient _client;
    private readonly int _timeoutSeconds;

    internal Sandbox(PockrClient client, SandboxInfo info)
    {
        _client = client;
        _timeoutSeconds = info.TimeoutSeconds;
        (Name, Id) = (info.Name, info.Id);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Id of its container when it was found.</summary>
    public string Id { get; }

    /// <summary>How it is just now.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is gone.</exception>
    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        _client.Sandboxes.InspectAsync(Name, cancellationToken);

    /// <summary>Runs a command and gives its output as it comes. The last frame has the exit code, and whether its time was over.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="cancellationToken">Ends the request and the command.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public IAsyncEnumerable<OutputFrame> StreamAsync(SandboxRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _client.Containers.ExecAsync(Name, RequestFor(run), cancellationToken);
    }

    /// <summary>Starts a command that goes on by itself.</summary>
    /// <param name="run">What to run; it has no limit of time unless one is given.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public Task<ExecStarted> StartAsync(SandboxRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _client.Containers.StartExecAsync(Name, RequestFor(run) with { TimeoutSeconds = run.TimeoutSeconds }, cancellationToken);
    }

    /// <summary>Has it run; fine if it does.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => _client.Containers.StartAsync(Name, cancellationToken);

    /// <summary>Stops it; what it has on its disk stays.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _client.Containers.StopAsync(Name, cancellationToken: cancellationToken);

    /// <summary>Stops it and starts it again.</summary>
    /// <param name="isFresh">Whether it begins with its image's files again; what volumes hold stays.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task RebootAsync(bool isFresh = false, CancellationToken cancellationToken = default)
    {
        if (isFresh)
        {
            await _client.Containers.RecreateAsync(Name, cancellationToken).ConfigureAwait(false);
            await ResumeAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        await _client.Containers.RestartAsync(Name, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an image of what it has become.</summary>
    /// <param name="image">Name of the image.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ImageCommitted> SnapshotAsync(string image, CancellationToken cancellationToken = default) =>
        _client.Images.CommitAsync(Name, new CommitContainerRequest(image), cancellationToken);

    /// <summary>Removes it, whether it runs or not, with all it has on its disk.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task RemoveAsync(CancellationToken cancellationToken = default) => _client.Containers.RemoveAsync(Name, force: true, cancellationToken);

    private ExecRequest RequestFor(SandboxRun run) =>
        new(run.Cmd, run.Env, run.WorkDir, run.User, run.Stdin, run.TimeoutSeconds ?? _timeoutSeconds);
}
