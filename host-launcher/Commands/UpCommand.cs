using System.CommandLine;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary><c>pockr up</c></summary>
internal sealed class UpCommand : Command
{
    private readonly Option<string> _image = new("--image")
    {
        Description = "Directory of the image a new machine is made of (default: POCKR_IMAGE, or the newest one built or installed).",
        HelpName = "DIR",
    };

    private readonly SettingOptions _settings = new();

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
        foreach (var option in (Option[])[_image, .. _settings.All, _volatile, _noTemplate, _json])
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
            Changes = _settings.ChangesIn(parsed),
            IsVolatile = parsed.GetValue(_volatile),
            IsFromTemplate = !parsed.GetValue(_noTemplate),
        };
        await _runner.RunAsync(request, parsed.GetValue(_json), cancellationToken);
        return ExitCodes.Success;
    }
}
