using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>A running machine with a client of its agent.</summary>
internal sealed record OpenMachine(MachineFiles Files, RunningMachine Running, PockrClient Client) : IDisposable
{
    public void Dispose() => Client.Dispose();
}

/// <summary>Opens machines for the commands that work on containers.</summary>
internal sealed class MachineDirectory(PockrHome home, MachineStore store)
{
    /// <summary>All machines there are.</summary>
    public IEnumerable<MachineName> Names => !Directory.Exists(home.Machines) ? [] : Directory.EnumerateDirectories(home.Machines)
        .Select(path => Path.GetFileName(path)!)
        .Where(MachineName.IsValid)
        .Order(StringComparer.Ordinal)
        .Select(MachineName.Parse);

    public MachineFiles FilesOf(MachineName name) => home.FilesOf(name);

    public OpenMachine Open(MachineName name, Func<HttpMessageHandler>? transport = null) =>
        TryOpen(name, transport) ?? throw Failures.NotRunning(name.Value);

    /// <param name="name">The machine.</param>
    /// <param name="transport">Makes what requests are sent with, where it is not to be the client's own.</param>
    /// <returns>Nothing if it does not run.</returns>
    public OpenMachine? TryOpen(MachineName name, Func<HttpMessageHandler>? transport = null)
    {
        var files = home.FilesOf(name);
        return store.FindRunning(files) is { } running && MachineToken.Find(files) is { } token
            ? new OpenMachine(files, running, new PockrClient(running.State.Url, token.Value, transport?.Invoke()))
            : null;
    }
}
