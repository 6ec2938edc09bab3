using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.ContainerImages;

/// <summary><c>pockr rmi IMAGE...</c>, <c>pockr rmi --dangling</c>, <c>pockr rmi --unused</c></summary>
internal sealed class RemoveImageCommand : MachineCommand
{
    private readonly Argument<string[]> _images = new ContainerImageArgument<string[]>("IMAGE") { Description = "Names or ids of images.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Also if an image has several names or stopped containers; do not ask." };
    private readonly Option<bool> _dangling = new("--dangling") { Description = "Remove all that have no name and no container ('docker image prune')." };
    private readonly Option<bool> _unused = new("--unused") { Description = "Remove all that have no container, with a name or without ('docker image prune -a')." };

    public RemoveImageCommand(CommandPlace place)
        : base(place, "rmi", "Remove images of containers.")
    {
        Add(_images);
        Add(_force);
        Add(_dangling);
        Add(_unused);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var images = parsed.GetValue(_images) ?? [];
        var (unused, force) = (parsed.GetValue(_unused), parsed.GetValue(_force));
        var isPruning = unused || parsed.GetValue(_dangling);
        if (isPruning == images.Length > 0)
        {
            throw Failures.Usage("Either images are named, or --dangling or --unused says which.", "See 'pockr images', then 'pockr rmi IMAGE'.");
        }

        if (isPruning)
        {
            return await PruneAsync(parsed, unused, force, cancellationToken);
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        return await TryAllAsync(images, async image => Write(await NearestImage.AskAsync(
            machine.Client, image, () => machine.Client.Images.RemoveAsync(image, force, cancellationToken), cancellationToken)));
    }

    private async Task<int> PruneAsync(ParseResult parsed, bool unused, bool force, CancellationToken cancellationToken)
    {
        var what = unused ? "all images without a container" : "all images without a name and a container";
        if (!await new Confirmation(Place).AskAsync([what], force, cancellationToken))
        {
            return ExitCodes.Failure;
        }

        using var machine = await OpenAsync(parsed, cancellationToken);
        var removed = await machine.Client.Images.PruneAsync(unused, cancellationToken: cancellationToken);
        Write(removed);
        Terminal.WriteMessage($"Reclaimed: {DecimalSize.Format(removed.ReclaimedBytes ?? 0)}");
        return ExitCodes.Success;
    }

    private void Write(ImagesRemoved removed)
    {
        foreach (var line in removed.Untagged.Select(name => $"Untagged: {name}").Concat(removed.Deleted.Select(id => $"Deleted: {id}")))
        {
            Terminal.WriteResult(line);
        }
    }
}
