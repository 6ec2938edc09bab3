using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>
/// The sandboxes of one server. What their containers are called begins with a word of this server alone, so that there are no others for the
/// model, and no name of its choice is taken by somebody else. Nothing about them is kept here.
/// </summary>
internal sealed class McpSandboxes(McpMachine machine, PortForwards forwards, NewSandboxes newSandboxes, McpLimits limits) : IDisposable
{
    /// <summary>Name of the one that is made by itself.</summary>
    public const string Usual = "default";

    private readonly string _project = $"mcp-{Guid.NewGuid().ToString("N")[..8]}";
    private readonly SemaphoreSlim _turn = new(1);

    private string Prefix => $"{_project}-";

    /// <summary>What the model is to read of a text that has names of containers in it.</summary>
    public string ForModel(string text) => text.Replace(Prefix, "", StringComparison.Ordinal);

    /// <param name="options">What it is like; its name is the model's, and one is made up if absent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ToolSandbox> CreateAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var made = await MakeAsync(await machine.OpenAsync(cancellationToken), options, cancellationToken);
            return Describe(await made.GetInfoAsync(cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<ToolSandbox>> ListAsync(CancellationToken cancellationToken)
    {
        if (!machine.WasOpened)
        {
            return [];
        }

        var opened = await machine.OpenAsync(cancellationToken);
        return [.. (await opened.Sandboxes.ListAsync(_project, cancellationToken)).Select(Describe)];
    }

    /// <summary>Does something with a sandbox that runs.</summary>
    /// <param name="name">Its name, or <see langword="null"/> for the one that is made by itself.</param>
    /// <param name="actAsync">What is done.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> UseAsync<T>(string? name, Func<Sandbox, Task<T>> actAsync, CancellationToken cancellationToken)
    {
        var sandbox = await GetAsync(name ?? Usual, cancellationToken);
        try
        {
            return await actAsync(sandbox);
        }
        catch (ResourceConflictException stopped) when (stopped.Code == ProblemCodes.ContainerNotRunning)
        {
            // The machine was shut down in between: processes are gone, and files are there.
            await sandbox.ResumeAsync(cancellationToken);
            return await actAsync(sandbox);
        }
    }

    /// <summary>Where its published ports are on this host.</summary>
    public async Task<IReadOnlyList<ForwardedPort>> PortsOfAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var opened = await machine.OpenAsync(cancellationToken);
        return [.. (await forwards.SyncAsync(opened.Machine, cancellationToken)).Where(port => port.Container == sandbox.Name)];
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var opened = await machine.OpenAsync(cancellationToken);
        var sandbox = await FindAsync(opened, name, cancellationToken) ?? throw ToolFailures.NoSandbox(name);
        await sandbox.RemoveAsync(cancellationToken);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Sandbox> GetAsync(string name, CancellationToken cancellationToken)
    {
        var opened = await machine.OpenAsync(cancellationToken);
        return await FindAsync(opened, name, cancellationToken)
            ?? (name == Usual ? await MakeUsualAsync(opened, cancellationToken) : throw ToolFailures.NoSandbox(name));
    }

    private async Task<Sandbox?> FindAsync(OpenedMachine opened, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await opened.Sandboxes.GetAsync(Prefix + name, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == SandboxProblems.SandboxNotFound)
        {
            return null;
        }
    }

    // Several tools may find it missing at the same time.
    private async Task<Sandbox> MakeUsualAsync(OpenedMachine opened, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await FindAsync(opened, Usual, cancellationToken)
                ?? await MakeAsync(opened, limits.ToOptions() with { Name = Usual }, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Sandbox> MakeAsync(OpenedMachine opened, SandboxOptions options, CancellationToken cancellationToken)
    {
        var names = (await opened.Sandboxes.ListAsync(_project, cancellationToken)).Select(sandbox => ForModel(sandbox.Name)).ToHashSet();
        if (names.Count >= limits.Sandboxes)
        {
            throw ToolFailures.TooManySandboxes(names, limits.Sandboxes);
        }

        var name = options.Name ?? Enumerable.Range(1, limits.Sandboxes).Select(number => $"sandbox-{number}").First(free => !names.Contains(free));
        if (names.Contains(name))
        {
            throw ToolFailures.NameTaken(name);
        }

        options = options with
        {
            Name = Prefix + name,
            Project = _project,
            Ports = await forwards.ChooseAsync(opened.Machine, options.Ports, cancellationToken),
        };
        return await newSandboxes.CreateAsync(opened.Machine.Client, opened.Sandboxes, options, cancellationToken);
    }

    private ToolSandbox Describe(SandboxInfo sandbox) => new(
        ForModel(sandbox.Name), sandbox.State, sandbox.Image, sandbox.Profile, sandbox.CreatedAt, [.. sandbox.Ports.Select(port => port.ContainerPort).Distinct()]);
}
