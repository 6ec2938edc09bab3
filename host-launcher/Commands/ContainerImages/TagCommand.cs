using System.CommandLine;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.ContainerImages;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr tag IMAGE NAME[:TAG]</c></summary>
internal sealed class TagCommand : MachineCommand
{
    private readonly Argument<string> _image = new ContainerImageArgument<string>("IMAGE") { Description = "Image to name." };
    private readonly Argument<string> _name = new("NAME[:TAG]") { Description = "Name it gets as well." };

    public TagCommand(CommandPlace place)
        : base(place, "tag", "Give an image of containers another name.")
    {
        Add(_image);
        Add(_name);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (image, name) = (parsed.GetRequiredValue(_image), parsed.GetRequiredValue(_name));
        using var machine = await OpenAsync(parsed, cancellationToken);
        await NearestImage.AskAsync(machine.Client, image, () => machine.Client.Images.TagAsync(image, name, cancellationToken), cancellationToken);
        return ExitCodes.Success;
    }
}
