using System.CommandLine;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Files;

/// <summary><c>pockr cp CONTAINER:PATH LOCAL</c>, <c>pockr cp LOCAL CONTAINER:PATH</c></summary>
internal sealed class CopyCommand : MachineCommand
{
    private readonly Argument<string> _source = new("SOURCE") { Description = "CONTAINER:PATH, a path of this host, or - for a tar on standard input." };
    private readonly Argument<string> _destination = new("DESTINATION") { Description = "A path of this host, - for a tar on standard output, or CONTAINER:PATH." };
    private readonly Option<bool> _followLink = new("--follow-link", "-L") { Description = "If SOURCE is a symbolic link, copy what it leads to." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Do not say that it is done." };

    public CopyCommand(CommandPlace place)
        : base(place, "cp", "Copy files and directories between a container and this host.")
    {
        Add(_source);
        Add(_destination);
        Add(_followLink);
        Add(_quiet);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (source, destination) = (CopyEnd.Parse(parsed.GetRequiredValue(_source)), CopyEnd.Parse(parsed.GetRequiredValue(_destination)));
        Check(source, destination);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var copy = new ContainerCopy(machine.Client.Files, parsed.GetValue(_followLink));
        Task CopyAsync() => (source, destination) switch
        {
            ({ IsStream: true }, _) => UnpackAsync(copy, destination, cancellationToken),
            (_, { IsStream: true }) => copy.ReadAsync(source, Terminal.StandardOutput, cancellationToken),
            ({ Container: null }, _) => copy.ToContainerAsync(source.Path, destination, cancellationToken),
            _ => copy.FromContainerAsync(source, destination.Path, Terminal.WriteWarning, cancellationToken),
        };
        await UnknownContainer.ExplainAsync(machine, (source.Container ?? destination.Container)!, CopyAsync, cancellationToken);
        if (!parsed.GetValue(_quiet) && !destination.IsStream)
        {
            Terminal.WriteMessage($"Copied to {destination}");
        }

        return ExitCodes.Success;
    }

    private void Check(CopyEnd source, CopyEnd destination)
    {
        if (source.Container is null == destination.Container is null)
        {
            throw CommandFailures.CopyEnds(source.Container is null
                ? $"Neither '{source}' nor '{destination}' is in a container."
                : $"'{source}' and '{destination}' are both in containers, between which nothing is copied.");
        }

        foreach (var end in new[] { source, destination }.Where(end => end.Path.Length == 0))
        {
            throw CommandFailures.CopyEnds($"'{end}' has no path.");
        }

        if (destination.IsStream && Terminal.IsWatched)
        {
            throw CommandFailures.OutputIsTerminal($"pockr cp {source} -");
        }
    }

    private async Task UnpackAsync(ContainerCopy copy, CopyEnd destination, CancellationToken cancellationToken)
    {
        await using var tar = InputArchive.Open(Place, CommandPlace.StandardStream, $"pockr cp - {destination}");
        await copy.UnpackAsync(tar, destination, cancellationToken);
    }
}
