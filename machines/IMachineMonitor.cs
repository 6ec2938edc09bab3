using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pockr.Machines;

/// <summary>QEMU's monitor of a running machine.</summary>
internal interface IMachineMonitor
{
    /// <summary>Runs a command of the machine protocol and hands back what it returned.</summary>
    Task<JsonElement> ExecuteAsync(MachineFiles files, string command, CancellationToken cancellationToken, JsonObject? arguments = null);

    /// <summary>Runs a line of the monitor for people and hands back what it printed.</summary>
    Task<string> ExecuteLineAsync(MachineFiles files, string line, CancellationToken cancellationToken);

    /// <summary>Runs several, over one connection, and hands back what each printed.</summary>
    Task<IReadOnlyList<string>> ExecuteLinesAsync(MachineFiles files, IReadOnlyList<string> lines, CancellationToken cancellationToken);
}
