using System.Text.RegularExpressions;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Qemu;

/// <summary>What a QEMU says it is, in the form its monitor has.</summary>
internal static partial class QemuVersion
{
    public static async Task<string> AskAsync(IProcessRunner processes, string executable, CancellationToken cancellationToken)
    {
        var answer = await processes.RunAsync(new ProcessCommand(executable, ["--version"]), cancellationToken);
        return Number().Match(answer.Output).Value;
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
