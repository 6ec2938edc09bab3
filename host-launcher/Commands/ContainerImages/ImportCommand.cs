using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr import FILE|URL|- [NAME[:TAG]]</c></summary>
internal sealed class ImportCommand : MachineCommand
{
    private readonly Argument<string> _source = new("FILE|DIR|URL|-")
    {
        Description = "A root file system: a tar, compressed or not, a directory, an ext4 image, an http or https address of a tar, or - for a tar on standard input.",
    };

    private readonly Argument<string?> _name = new("NAME[:TAG]") { Description = "Name of the image (default: the file's; with --rootfs, that of its bytes).", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _sha256 = ImportOptions.Sha256();

    private readonly Option<bool> _rootfs = new("--rootfs")
    {
        Description = "Name the image by its bytes, print that name, and send nothing if the machine has it.",
    };

    private readonly RootFileSystems _rootFileSystems;

    public ImportCommand(CommandPlace place, RootFileSystems rootFileSystems)
        : base(place, "import", "Make an image of containers of a root file system.")
    {
        _rootFileSystems = rootFileSystems;
        Add(_source);
        Add(_name);
        Add(_sha256);
        Add(_rootfs);
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var source = parsed.GetRequiredValue(_source);
        var isOfThisHost = source != CommandPlace.StandardStream && ImportOptions.AddressIn(source) is null;
        if (parsed.GetValue(_rootfs))
        {
            return isOfThisHost && parsed.GetValue(_name) is null && parsed.GetValue(_sha256) is null
                ? ImportByBytesAsync(parsed, source, cancellationToken)
                : throw Failures.Usage("--rootfs is about a file or a directory of this host, whose bytes are its name.", "Leave out --rootfs, or the name and --sha256.");
        }

        return isOfThisHost && Directory.Exists(source)
            ? throw Failures.Usage($"'{source}' is a directory.", $"Import it as an image that is named by its bytes: 'pockr import --rootfs {source}'.")
            : ImportAsync(parsed, source, cancellationToken);
    }

    private async Task<int> ImportAsync(ParseResult parsed, string source, CancellationToken cancellationToken)
    {
        var (address, sha256) = (ImportOptions.AddressIn(source), ImportOptions.DigestIn(parsed.GetValue(_sha256)));
        var name = parsed.GetValue(_name) ?? NewImageName.Of(address?.AbsolutePath ?? source);
        await using var archive = address is null ? InputArchive.Open(Place, source, "pockr import - NAME") : null;
        using var machine = await OpenAsync(parsed, cancellationToken);
        Terminal.WriteResult((await ImportAsync(machine, name, archive, address, sha256, cancellationToken)).Id);
        return ExitCodes.Success;
    }

    private async Task<ImageImported> ImportAsync(
        OpenMachine machine, string name, Stream? archive, Uri? address, string? sha256, CancellationToken cancellationToken)
    {
        using var line = new StageLine(Terminal);
        line.Stage($"importing {name}");
        return archive is not null
            ? await machine.Client.Images.ImportAsync(name, archive, sha256, cancellationToken)
            : await machine.Client.Images.ImportFromAsync(name, address!, sha256, cancellationToken);
    }

    private async Task<int> ImportByBytesAsync(ParseResult parsed, string source, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        ImageImported image;
        using (var line = new StageLine(Terminal))
        {
            line.Stage($"looking at {source}");
            (image, var isNew) = await _rootFileSystems.EnsureAsync(machine.Client, source, cancellationToken);
            line.Note(isNew ? $"{source} was imported" : $"The machine has {source} already");
        }

        Terminal.WriteResult(image.Image);
        return ExitCodes.Success;
    }
}
