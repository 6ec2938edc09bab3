using System.CommandLine;

namespace Pockr.HostLauncher.Completion;

/// <summary>An argument that names a machine, or several.</summary>
internal sealed class MachineArgument<T>(string name) : Argument<T>(name), ICompletedByMachines;

/// <summary>An argument that names a container, or several.</summary>
internal sealed class ContainerArgument<T>(string name) : Argument<T>(name), ICompletedByContainers;

/// <summary>An argument that names an image of machines, or several.</summary>
internal sealed class ImageArgument<T>(string name) : Argument<T>(name), ICompletedByImages;

internal interface ICompletedByMachines;

internal interface ICompletedByImages;

internal interface ICompletedByContainers;
