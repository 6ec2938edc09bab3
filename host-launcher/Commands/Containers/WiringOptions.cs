using System.CommandLine;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>What <c>-i</c>, <c>-t</c> and <c>--detach-keys</c> connect a command with.</summary>
internal sealed class WiringOptions(Func<TerminalInput> input)
{
    public static Option<string> DetachKeys() => CommonOptions.Text(
        "--detach-keys", "KEYS", $"Keys that leave a terminal, and the container as it is (default: {Terminal.DetachKeys.Usual}).");

    /// <param name="interactive">Whether the command gets what comes in here.</param>
    /// <param name="tty">Whether it has a terminal.</param>
    /// <param name="detachKeys">Keys that leave it; the usual ones if absent, none if empty.</param>
    public Wiring Read(bool interactive, bool tty, string? detachKeys = null)
    {
        var keys = detachKeys is "" ? null : Terminal.DetachKeys.Parse(detachKeys ?? Terminal.DetachKeys.Usual);
        var source = interactive ? input() : null;
        return tty && source is { IsTerminal: false }
            ? throw Failures.Usage("-t is for a terminal, and what comes in here does not come from one.", "Leave -t out; -i alone is for pipes and files.")
            : new Wiring(source, tty, tty ? keys : null);
    }
}
