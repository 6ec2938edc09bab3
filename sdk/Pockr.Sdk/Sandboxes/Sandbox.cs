using System.Globalization;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A container to run commands in; <see cref="SandboxesClient"/>. Nothing about it is kept here: what is asked is asked of the machine.</summary>
public sealed class Sandbox : IAsyncDisposable
{
    /// <summary>Seconds a command has, unless it is said otherwise (as in pocketdock).</summary>
    public const int UsualTimeoutSeconds = 30;

    private const int LongestSessionSeconds = 3600;

    private readonly PockrClient _client;
    private readonly SandboxesClient _all;
    private readonly int _timeoutSeconds;
    private PockrHost? _machine;
    private PockrHost? _host;

    internal Sandbox(PockrClient client, SandboxesClient all, SandboxInfo info)
    {
        (_client, _all) = (client, all);
        _timeoutSeconds = info.TimeoutSeconds;
        (Name, Id, Files) = (info.Name, info.Id, new SandboxFiles(client, this));
    }

    /// <summary>
    /// Makes a sandbox in the machine that <c>pockr</c> means, which is started if it does not run, with an image that is built or pulled if it
    /// is not there. Whoever makes several has one <see cref="PockrHost"/> for them.
    /// </summary>
    /// <param name="options">What it is like; <see cref="Profiles.Python"/> if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MachineException">The machine cannot be had.</exception>
    /// <exception cref="PockrException">The image cannot be had, or the sandbox not be made.</exception>
    public static async Task<Sandbox> CreateAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        var host = await PockrHost.StartAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            var sandbox = await host.Sandboxes.CreateWithImageAsync(options ?? new SandboxOptions(), cancellationToken).ConfigureAwait(false);
            sandbox._host = host;
            return sandbox;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Id of its container when it was found.</summary>
    public string Id { get; }

    /// <summary>Its files.</summary>
    public SandboxFiles Files { get; }

    /// <summary>How it is just now.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">It is gone.</exception>
    public Task<SandboxInfo> GetInfoAsync(CancellationToken cancellationToken = default) =>
        _all.InspectAsync(Name, cancellationToken);

    /// <summary>Runs code to its end and keeps what it writes.</summary>
    /// <param name="code">The code, up to 128 KiB.</param>
    /// <param name="language">Its language; the shell's if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request and the code, with everything it has started.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public Task<RunResult> RunAsync(string code, Language? language = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        return RunAsync(new SandboxRun((language ?? Language.Shell).CommandFor(code)), cancellationToken);
    }

    /// <summary>Runs a command to its end and keeps what it writes.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="cancellationToken">Ends the request and the command, with everything it has started.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public Task<RunResult> RunAsync(SandboxRun run, CancellationToken cancellationToken = default) => StreamAsync(run).CollectAsync(cancellationToken);

    /// <summary>A command whose output is read as it comes. It is started when that begins.</summary>
    /// <param name="run">What to run.</param>
    public SandboxStream StreamAsync(SandboxRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var request = RequestFor(run) with { TimeoutSeconds = run.TimeoutSeconds ?? _timeoutSeconds };
        return new SandboxStream(Name, cancellationToken => _client.Containers.ExecAsync(Name, request, cancellationToken), run.MaxOutputBytes);
    }

    /// <summary>Starts a command that goes on by itself.</summary>
    /// <param name="run">What to run; it has no limit of time unless one is given, and the limit of its output is the machine's.</param>
    /// <param name="cancellationToken">Ends the waiting, and the command, if it was started all the same.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public async Task<SandboxProcess> StartAsync(SandboxRun run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        var started = await _all.Making.WaitAsync(
            () => _client.Containers.StartExecAsync(Name, RequestFor(run), CancellationToken.None),
            made => _client.Execs.RemoveAsync(made.Id),
            cancellationToken).ConfigureAwait(false);
        return new SandboxProcess(_client.Execs, started.Id);
    }

    /// <summary>Opens a shell that keeps what one command leaves for the next.</summary>
    /// <param name="request">Which shell, and how; <c>sh</c> if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the waiting, and the shell, if it was opened all the same.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public async Task<SandboxSession> OpenSessionAsync(CreateSessionRequest? request = null, CancellationToken cancellationToken = default)
    {
        var session = await _all.Making.WaitAsync(
            () => _client.Sessions.CreateAsync(Name, request, CancellationToken.None),
            made => _client.Sessions.RemoveAsync(made.Id),
            cancellationToken).ConfigureAwait(false);
        return new SandboxSession(_client.Sessions, session.Id, Math.Min(_timeoutSeconds, LongestSessionSeconds));
    }

    /// <summary>Measures what it uses; that takes a second.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    public Task<ContainerStats> GetStatsAsync(CancellationToken cancellationToken = default) => _client.Containers.GetStatsAsync(Name, cancellationToken);

    /// <summary>Asks the system in it which user commands run as, and whose files they write.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The user; root where it does not run, or cannot tell.</returns>
    public async Task<FileOwner> GetUserAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var told = await RunAsync("id -u; id -g", cancellationToken: cancellationToken).ConfigureAwait(false);
            var numbers = told.Stdout.Split('\n');
            return told.Ok && numbers.Length > 1 && TryNumber(numbers[0], out var uid) && TryNumber(numbers[1], out var gid)
                ? new FileOwner(uid, gid)
                : FileOwner.Root;
        }
        catch (ResourceConflictException stopped) when (stopped.Code == ProblemCodes.ContainerNotRunning)
        {
            return FileOwner.Root;
        }
    }

    /// <summary>Has its processes stand still; fine if they do.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">It does not run.</exception>
    public Task PauseAsync(CancellationToken cancellationToken = default) => _client.Containers.PauseAsync(Name, cancellationToken);

    /// <summary>Lets its processes go on; fine if they do.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceConflictException">It does not run.</exception>
    public Task UnpauseAsync(CancellationToken cancellationToken = default) => _client.Containers.UnpauseAsync(Name, cancellationToken);

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

    /// <summary>Removes it, whether it runs or not, with all it has on its disk, and with its machine if it has one for itself.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        await (_machine?.DisposeAsync().AsTask() ?? _client.Containers.RemoveAsync(Name, force: true, cancellationToken)).ConfigureAwait(false);
        PockrTelemetry.Closed.Add(1);
    }

    /// <summary>Closes it: one that is persistent is stopped, any other removed. Fine if it is gone.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (_machine is not null || !(await GetInfoAsync(cancellationToken).ConfigureAwait(false)).IsPersistent)
            {
                await RemoveAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            await StopAsync(cancellationToken).ConfigureAwait(false);
            PockrTelemetry.Closed.Add(1);
        }
        catch (ResourceNotFoundException)
        {
        }
    }

    /// <summary>As <see cref="CloseAsync"/>; fine also if the machine is down.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (AgentUnreachableException)
        {
        }

        if (_host is not null)
        {
            await _host.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Has a machine end with it.</summary>
    internal Sandbox In(PockrHost machine)
    {
        _machine = machine;
        return this;
    }

    private static ExecRequest RequestFor(SandboxRun run) => new(run.Cmd, run.Env, run.WorkDir, run.User, run.Stdin, run.TimeoutSeconds);

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
