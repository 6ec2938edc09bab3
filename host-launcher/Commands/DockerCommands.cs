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
    public static void AddTo(
        CommandTable commands, CommandPlace place, Func<string, string?> hostVariable, RootFileSystems rootFileSystems)
    {
        commands.Add("pull", () => new PullCommand(place));
        commands.Add("images", () => new ImagesCommand(place));
        commands.Add("rmi", () => new RemoveImageCommand(place));
        commands.Add("tag", () => new TagCommand(place));
        commands.Add("history", () => new HistoryCommand(place));
        commands.Add("save", () => new SaveCommand(place));
        commands.Add("load", () => new LoadCommand(place));
        commands.Add("import", () => new ImportCommand(place, rootFileSystems));
        commands.Add("commit", () => new CommitCommand(place));
        commands.Add("build", () => new BuildCommand(place, hostVariable));
        commands.Add("cp", () => new CopyCommand(place));
        commands.Add("volume", () => Volumes(place));
        commands.Add("network", () => Networks(place));
        commands.Add("system", () => Disk(place));
    }

    private static Group Disk(CommandPlace place) =>
        new("system", "See and free what takes the machine's disk.", new DiskUsageCommand(place), new SystemPruneCommand(place));

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
