using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Checks;

/// <summary>A machine that is being looked at.</summary>
internal sealed class CheckedMachine(MachineName name, MachineFiles files, MachineStore store) : IDisposable
{
    private PockrClient? _client;

    public MachineName Name => name;

    public MachineFiles Files => files;

    public MachineStore Store => store;

    /// <summary>What its agent is asked with.</summary>
    public CheckedAgent Agent => new($"vm.{name}", name, FindClient);

    public string IdOf(string what) => Agent.IdOf(what);

    public RunningMachine? FindRunning() => store.FindRunning(files);

    /// <summary>The machine's settings, for checks that are about something else.</summary>
    public MachineConfig? TryFindConfig()
    {
        try
        {
            return MachineStore.FindConfig(files);
        }
        catch (LauncherException)
        {
            return null;
        }
    }

    public void Dispose() => _client?.Dispose();

    private PockrClient? FindClient() => FindRunning() is { } running && MachineToken.Find(files) is { } token
        ? _client ??= new PockrClient(running.State.Url, token.Value)
        : null;
}
