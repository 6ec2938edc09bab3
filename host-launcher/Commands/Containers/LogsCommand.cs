using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Containers.Values;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr logs NAME</c></summary>
internal sealed class LogsCommand : MachineCommand
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a container." };
    private readonly Option<bool> _follow = CommonOptions.Flag("--follow", "Go on until the container ends.", "-f");
    private readonly Option<string> _tail = TailOption.Create();
    private readonly Option<string> _since = CommonOptions.Text("--since", "TIME", "Only what came since then: 10m (ago), 2026-01-31T12:00:00Z.");
    private readonly Option<string> _until = CommonOptions.Text("--until", "TIME", "Only what came before then.");
    private readonly Option<bool> _timestamps = CommonOptions.Flag("--timestamps", "Begin each line with its time.", "-t");

    public LogsCommand(CommandPlace place)
        : base(place, "logs", "Print what a container has written; 'pockr vm logs' prints what the machine itself has.")
    {
        Add(_name);
        foreach (var option in (Option[])[_follow, _tail, _since, _until, _timestamps])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, tail, now) = (parsed.GetRequiredValue(_name), TailOption.In(parsed, _tail), DateTimeOffset.UtcNow);
        var since = Moment.Parse(_since.Name, parsed.GetValue(_since), now);
        var until = Moment.Parse(_until.Name, parsed.GetValue(_until), now);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var frames = machine.Client.Containers.ReadLogsAsync(
            name, parsed.GetValue(_follow), tail, since, until, parsed.GetValue(_timestamps), cancellationToken);
        await UnknownContainer.ExplainAsync(machine, name, () => FrameWriter.CopyAsync(frames, Terminal, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }
}
