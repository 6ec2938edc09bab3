using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.ContainerImages;
using Pockr.HostLauncher.Commands.DiskSpace;
using Pockr.HostLauncher.Commands.Files;
using Pockr.HostLauncher.Commands.Networks;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.HostLauncher.Commands.Volumes;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.ContainerImages;

namespace Pockr.HostLauncher.Commands;

/// <summary>The commands on images of containers, files, volumes and networks, named as Docker names them.</summary>
internal static class DockerCommands
{
    public static IEnumerable<Command> All(CommandPlace place, Func<string, string?> hostVariable, RootFileSystems rootFileSystems) =>
    [
        new PullCommand(place),
        new ImagesCommand(place),
        new RemoveImageCommand(place),
        new TagCommand(place),
        new HistoryCommand(place),
        new SaveCommand(place),
        new LoadCommand(place),
        new ImportCommand(place, rootFileSystems),
        new CommitCommand(place),
        new BuildCommand(place, hostVariable),
        new CopyCommand(place),
        Volumes(place),
        Networks(place),
        new Group("system", "See and free what takes the machine's disk.", new DiskUsageCommand(place), new SystemPruneCommand(place)),
    ];

    private static Group Volumes(CommandPlace place) => new(
        "volume",
        "List, make and remove volumes.",
        new VolumeListCommand(place),
        new VolumeCreateCommand(place),
        new ResourceInspectCommand<VolumeInfo>(
            place,
            "Print all there is to know of volumes.",
            Volumes(),
            ContractsJson.Default.VolumeInfo,
            (client, name, cancellationToken) => client.Volumes.InspectAsync(name, cancellationToken)),
        new ResourceRemoveCommand(
            place,
            "Remove volumes and what is in them; those that a container has stay.",
            Volumes(),
            (client, name, cancellationToken) => client.Volumes.RemoveAsync(name, cancellationToken)),
        new VolumePruneCommand(place));

    private static Group Networks(CommandPlace place) => new(
        "network",
        "List, make and remove networks, and put containers into them.",
        new NetworkListCommand(place),
        new NetworkCreateCommand(place),
        new ResourceInspectCommand<NetworkDetails>(
            place,
            "Print all there is to know of networks.",
            Networks(),
            ContractsJson.Default.NetworkDetails,
            (client, name, cancellationToken) => client.Networks.InspectAsync(name, cancellationToken)),
        new ResourceRemoveCommand(
            place,
            "Remove networks; those that have containers stay.",
            Networks(),
            (client, name, cancellationToken) => client.Networks.RemoveAsync(name, cancellationToken)),
        new NetworkPruneCommand(place),
        new NetworkConnectCommand(place),
        new NetworkDisconnectCommand(place));

    private static VolumeArgument<string[]> Volumes() => new("VOLUME") { Description = "Names of volumes." };

    private static NetworkArgument<string[]> Networks() => new("NETWORK") { Description = "Names or ids of networks." };
}
