using System.CommandLine;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr up</c></summary>
internal sealed class UpCommand : Command
{
    private readonly Option<int?> _cpus = CommonOptions.Integer("--cpus", "N", $"Processors of the machine (default: {MachineConfig.DefaultCpus}).");
    private readonly Option<int?> _port = CommonOptions.Integer("--port", "PORT", "Port of this host that leads to the agent (default: 7080, or a free one).");

    private readonly Option<string> _memory = new("--memory")
    {
        Description = $"Memory of the machine in MiB, or as 512m or 2g (default: {MachineConfig.DefaultMemoryMiB}).",
        HelpName = "SIZE",
    };

    private readonly Option<string> _image = new("--image")
    {
        Description = "Directory of the image a new machine is made of (default: POCKR_IMAGE, or the newest one built or installed).",
        HelpName = "DIR",
    };

    private readonly Option<string> _accel = new("--accel")
    {
        Description = $"How the processor is run: {string.Join(", ", MachineConfig.Accelerators)} (default: auto, the fastest that works).",
        HelpName = "NAME",
    };

    private readonly SettingOptions _settings = new();

    private readonly Option<string> _bind = new("--bind")
    {
        Description = "Address of this host on which published ports are opened besides 127.0.0.1: others on the network can reach them there.",
        HelpName = "ADDRESS",
    };

    private readonly Option<double?> _idlePause = CommonOptions.Number(
        "--idle-pause", "MINUTES", "Stop the machine's processors when it has had nothing to do for so long, until somebody connects (default: 0, never).");

    private readonly Option<bool> _volatile = new("--volatile")
    {
        Description = "Nothing the machine writes until it is ended survives; 'pockr down' powers it off.",
    };

    private readonly Option<bool> _noTemplate = new("--no-template")
    {
        Description = "Boot a new machine of its image, and not from the memory of one that had booted before.",
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Argument<string?> _name = CommonOptions.Machine();
    private readonly CommonOptions _common;
    private readonly UpRunner _runner;

    public UpCommand(CommonOptions common, UpRunner runner)
        : base("up", "Start the machine, made new if there is none, or let it go on, and wait until it can run containers.")
    {
        _common = common;
        _runner = runner;
        Add(_name);
        foreach (var option in (Option[])[_image, _cpus, _memory, _port, _accel, _bind, _idlePause, _volatile, _noTemplate, .. _settings.All, _json])
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new UpRequest(_common.NameIn(parsed, _name))
        {
            Image = parsed.GetValue(_image),
            Cpus = parsed.GetValue(_cpus),
            MemoryMiB = parsed.GetValue(_memory) is { } memory ? MemorySize.ParseMiB(memory) : null,
            Port = parsed.GetValue(_port),
            Accelerator = parsed.GetValue(_accel),
            Changes = _settings.ChangesIn(parsed),
            IdlePause = parsed.GetValue(_idlePause),
            Bind = parsed.GetValue(_bind) is { } address ? BindAddress.Parse(address) : null,
            IsVolatile = parsed.GetValue(_volatile),
            IsFromTemplate = !parsed.GetValue(_noTemplate),
        };
        await _runner.RunAsync(request, parsed.GetValue(_json), cancellationToken);
        return ExitCodes.Success;
    }
}
