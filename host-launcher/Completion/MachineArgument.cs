using System.CommandLine;

namespace Pockr.HostLauncher.Completion;

/// <summary>An argument that names a machine, or several.</summary>
internal sealed class MachineArgument<T>(string name) : Argument<T>(name), ICompletedByMachines;

/// <summary>An argument that names a container, or several.</summary>
internal sealed class ContainerArgument<T>(string name) : Argument<T>(name), ICompletedByContainers;

/// <summary>An argument that names an image of machines, or several.</summary>
internal sealed class ImageArgument<T>(string name) : Argument<T>(name), ICompletedByImages;

/// <summary>An argument that names an image of containers, or several.</summary>
internal sealed class ContainerImageArgument<T>(string name) : Argument<T>(name), ICompletedByContainerImages;

/// <summary>An argument that names a volume, or several.</summary>
internal sealed class VolumeArgument<T>(string name) : Argument<T>(name), ICompletedByVolumes;

/// <summary>An argument that names a network, or several.</summary>
internal sealed class NetworkArgument<T>(string name) : Argument<T>(name), ICompletedByNetworks;

internal interface ICompletedByMachines;

internal interface ICompletedByImages;

internal interface ICompletedByContainers;

internal interface ICompletedByContainerImages;

internal interface ICompletedByVolumes;

internal interface ICompletedByNetworks;
