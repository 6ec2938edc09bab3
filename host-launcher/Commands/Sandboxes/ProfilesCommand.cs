using System.CommandLine;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr profiles</c></summary>
internal sealed class ProfilesCommand : Command
{
    private readonly ListOptions _list = new();
    private readonly TerminalOutput _terminal;

    public ProfilesCommand(TerminalOutput terminal)
        : base("profiles", "List the kinds of sandboxes there are; 'pockr sandbox build' builds their images.")
    {
        _terminal = terminal;
        _list.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<ProfileReport> reports = [.. Profiles.All.Select(ProfileReport.Of)];
        _terminal.WriteList(
            _list.In(parsed),
            reports,
            LauncherJson.Default.IReadOnlyListProfileReport,
            ["NAME", "IMAGE", "BASE", "SIZE", "NETWORK", "DESCRIPTION"],
            reports.Select(RowOf));
        return ExitCodes.Success;
    }

    private static IReadOnlyList<string> RowOf(ProfileReport profile) =>
        [profile.Name, profile.Image, profile.Base, $"~{profile.Megabytes}MB", profile.HasNetwork ? "yes" : "no", profile.Description];
}
