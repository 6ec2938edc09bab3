using System.CommandLine;
using Pockr.HostLauncher.Commands.Containers;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm logs [NAME]</c>: those kept on this host also of a machine that is down, the others of one that runs.</summary>
internal sealed class VmLogsCommand : Command
{
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly Option<bool> _console = new("--console") { Description = "What the machine says on its console (the default)." };
    private readonly Option<bool> _qemu = new("--qemu") { Description = "QEMU's command line, and what QEMU says." };
    private readonly Option<bool> _supervisor = new("--supervisor") { Description = "What the supervisor did." };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with what comes." };
    private readonly Option<string> _tail = TailOption.Create();
    private readonly List<Option<bool>> _guest =
        [.. GuestLogs.Services.Select(service => new Option<bool>($"--{service}") { Description = $"The log of {service} in the machine, which has to run." })];

    private readonly CommonOptions _common;
    private readonly MachineDirectory _directory;
    private readonly TerminalOutput _terminal;

    public VmLogsCommand(CommonOptions common, MachineDirectory directory, TerminalOutput terminal)
        : base("logs", "Print a log of the machine itself.")
    {
        _common = common;
        _directory = directory;
        _terminal = terminal;
        Add(_name);
        foreach (var option in new Option[] { _console, _qemu, _supervisor }.Concat(_guest).Append(_follow).Append(_tail))
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = _common.NameIn(parsed, _name);
        var wanted = new[] { _console, _qemu, _supervisor }.Concat(_guest).Where(parsed.GetValue).ToList();
        var (tail, follow) = (TailOption.In(parsed, _tail), parsed.GetValue(_follow));
        if (wanted.Count > 1)
        {
            throw Failures.Usage($"{string.Join(" and ", wanted.Select(option => option.Name))} are two logs.", "Name one.");
        }

        var log = wanted.FirstOrDefault(_console);
        if (_guest.Contains(log))
        {
            using var machine = _directory.Open(name);
            var frames = machine.Client.ReadSystemLogAsync(log.Name.TrimStart('-'), follow, tail, cancellationToken);
            await FrameWriter.CopyAsync(frames, _terminal, cancellationToken);
        }
        else
        {
            await PrintAsync(FilesOf(log, FindFiles(name)), tail, follow, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private MachineFiles FindFiles(MachineName name)
    {
        var files = _directory.FilesOf(name);
        return Directory.Exists(files.Directory) ? files : throw Failures.MachineNotFound(name.Value);
    }

    private string[] FilesOf(Option<bool> log, MachineFiles files) =>
        log == _qemu ? [files.QemuLog, files.QemuMessages] : log == _supervisor ? [files.SupervisorLog] : [files.SerialLog];

    private async Task PrintAsync(string[] paths, int? tail, bool follow, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var reader = new LogFileReader(path, _terminal);
            reader.Print(tail);
            if (follow && path == paths[^1])
            {
                await reader.FollowAsync(cancellationToken);
            }

            reader.PrintRest();
        }
    }
}
