using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>What machines are kept in and run on. What tests replace is a property.</summary>
internal sealed class MachineEnvironment
{
    public required PockrHome Home { get; init; }

    /// <summary>Directory of the image that is meant, where one is named.</summary>
    public string? Image { get; init; } = Environment.GetEnvironmentVariable(ImageLocator.Variable);

    public string ProgramDirectory { get; init; } = AppContext.BaseDirectory;

    public IProcessRunner Processes { get; init; } = new ProcessRunner();

    public IProcessTable ProcessTable { get; init; } = OperatingSystem.IsLinux() ? new LinuxProcessTable() : new PortableProcessTable();

    public IMachineMonitor Monitor { get; init; } = new MachineMonitor();

    public IIdentityChannel Identity { get; init; } = new IdentityChannel();

    public HostPorts Ports { get; init; } = new();

    public Func<HostResources> Host { get; init; } = HostResources.OfThisHost;

    public Func<string, IReadOnlyList<string>> AcceleratorCandidates { get; init; } = Acceleration.CandidatesOfThisHost;

    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan BootLimit { get; init; } = TimeSpan.FromSeconds(180);

    public DownPatience DownPatience { get; init; } = new();
}
