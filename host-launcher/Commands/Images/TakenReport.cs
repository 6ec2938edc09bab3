using System.Text.Json;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary>What <c>image pull --json</c> and <c>image import --json</c> print: contract, members are added and never renamed.</summary>
internal sealed record TakenReport(string Name, string Directory, string? SignedBy)
{
    public static void Write(TakenImage taken, bool json, TerminalOutput terminal)
    {
        var report = new TakenReport(taken.Image.Id, taken.Image.Directory, taken.SignedBy);
        terminal.WriteResult(json ? JsonSerializer.Serialize(report, LauncherJson.Default.TakenReport) : report.ToString());
    }

    public override string ToString() =>
        $"The image {Name} is here, {(SignedBy is null ? "signed by nobody known" : $"signed with the key {SignedBy}")}; 'pockr up NAME' makes machines of it.";
}
