using System.CommandLine;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr pull IMAGE</c>, <c>pockr pull URL</c></summary>
internal sealed class PullCommand : MachineCommand
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "Image of a registry, or the http or https address of a root file system's tar." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but the image's name." };
    private readonly Option<string?> _name = new("--name") { Description = "With an address: name of the image (default: the file's).", HelpName = "NAME[:TAG]" };
    private readonly Option<string?> _sha256 = ImportOptions.Sha256();

    public PullCommand(CommandPlace place)
        : base(place, "pull", "Pull a container image from a registry, or make one of a root file system's tar at an address.")
    {
        Add(_image);
        Add(_quiet);
        Add(_name);
        Add(_sha256);
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var image = parsed.GetRequiredValue(_image);
        return ImportOptions.AddressIn(image) is { } address
            ? ImportAsync(parsed, address, cancellationToken)
            : PullAsync(parsed, image, cancellationToken);
    }

    private async Task<int> PullAsync(ParseResult parsed, string image, CancellationToken cancellationToken)
    {
        foreach (var option in new Option[] { _name, _sha256 }.Where(option => parsed.GetResult(option) is not null))
        {
            throw Failures.Usage($"{option.Name} is about an archive, and '{image}' is of a registry.", "Leave it out, or name an address: 'pockr pull https://HOST/FILE.tar'.");
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        await new ImagePuller(Terminal).PullAsync(machine.Client, image, parsed.GetValue(_quiet), cancellationToken);
        Terminal.WriteResult(image);
        return ExitCodes.Success;
    }

    private async Task<int> ImportAsync(ParseResult parsed, Uri address, CancellationToken cancellationToken)
    {
        var sha256 = ImportOptions.DigestIn(parsed.GetValue(_sha256));
        var name = parsed.GetValue(_name) ?? NewImageName.Of(address.AbsolutePath);
        using var machine = await OpenAsync(parsed, cancellationToken);
        using var line = new StageLine(Terminal);
        if (!parsed.GetValue(_quiet))
        {
            line.Stage($"the machine downloads {address}");
        }

        var imported = await machine.Client.Images.ImportFromAsync(name, address, sha256, cancellationToken);
        line.Dispose();
        Terminal.WriteResult(imported.Image);
        return ExitCodes.Success;
    }
}
