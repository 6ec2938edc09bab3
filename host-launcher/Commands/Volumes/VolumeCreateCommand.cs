using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Volumes;

/// <summary><c>pockr volume create [NAME]</c></summary>
internal sealed class VolumeCreateCommand : MachineCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "Name of the volume (default: one is made up).", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _driver = new("--driver", "-d") { Description = "What keeps it (default: local).", HelpName = "DRIVER" };
    private readonly Option<string[]> _options = LabelOptions.DriverOptions();
    private readonly Option<string[]> _labels = LabelOptions.Labels();

    public VolumeCreateCommand(CommandPlace place)
        : base(place, "create", "Make a volume; one that is there already is left as it is.")
    {
        Add(_name);
        Add(_driver);
        Add(_options);
        Add(_labels);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CreateVolumeRequest(
            parsed.GetValue(_name), parsed.GetValue(_driver), LabelOptions.Read(parsed, _options), LabelOptions.Read(parsed, _labels));
        using var machine = await OpenAsync(parsed, cancellationToken);
        Terminal.WriteResult((await machine.Client.Volumes.CreateAsync(request, cancellationToken)).Name);
        return ExitCodes.Success;
    }
}
