using System.Globalization;
using System.Text.RegularExpressions;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Host;

internal sealed partial class QemuVersionCheck(IProcessRunner processes) : ICheck
{
    private static readonly Version s_oldest = new(7, 2);

    public string Id => "qemu.version";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        string output;
        try
        {
            var executable = GuestArchitecture.Of(GuestArchitecture.OfThisHost).Executable;
            output = (await processes.RunAsync(new ProcessCommand(executable, ["--version"]), cancellationToken)).Output;
        }
        catch (LauncherException)
        {
            return Finding.Skipped("QEMU is not there.");
        }

        return Parse(output) is not { } version
            ? Finding.Warning($"QEMU does not tell its version: '{output.Split('\n')[0]}'.", "Look at what 'qemu-system-x86_64 --version' prints.")
            : version < s_oldest
            ? Finding.Warning($"QEMU is {version}, and pockr was tried with {s_oldest} and later.", "Install a newer QEMU if machines do not come up.")
            : Finding.Ok($"QEMU is {version}.");
    }

    internal static Version? Parse(string output)
    {
        var match = VersionInText().Match(output);
        return match.Success ? new Version(Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3])) : null;
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"version ([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})")]
    private static partial Regex VersionInText();
}
