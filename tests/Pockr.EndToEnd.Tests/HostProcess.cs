using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>A process of the host that is part of a machine.</summary>
/// <param name="Name">What it is called begins so; its number may be another's by now.</param>
/// <param name="FindId">Reads its number in a machine's directory.</param>
internal sealed record HostProcess(string Name, Func<string, string> FindId)
{
    public static HostProcess Qemu { get; } = new("qemu-system", directory => File.ReadAllText(Path.Combine(directory, "qemu.pid")));

    public static HostProcess Supervisor { get; } = new(
        "pockr", directory => JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "supervisor.json")))!["id"]!.ToString());

    public int IdIn(string machineDirectory) => int.Parse(FindId(machineDirectory), CultureInfo.InvariantCulture);

    /// <returns>Whether there was something to kill: it may not be started yet, or be over.</returns>
    public bool Kill(string machineDirectory)
    {
        try
        {
            using var process = Process.GetProcessById(IdIn(machineDirectory));
            if (process.HasExited || !process.ProcessName.StartsWith(Name, StringComparison.Ordinal))
            {
                return false;
            }

            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
