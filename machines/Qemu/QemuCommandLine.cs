using System.Globalization;
using Pockr.Machines.Processes;

namespace Pockr.Machines.Qemu;

/// <summary>Turns options into QEMU arguments, only such that QEMU 7.2 knows. Pure: no file is read, no process is started.</summary>
internal static class QemuCommandLine
{
    public const string NetworkId = "net0";

    /// <summary>Port the agent listens on in the guest.</summary>
    public const int AgentGuestPort = 7080;

    /// <summary>Names the disk to the monitor.</summary>
    public const string DiskId = "disk0";

    /// <summary>By which the agent finds its end of the identity channel.</summary>
    private const string IdentityPort = "pockr.identity";

    private const string IdentityId = "identity";
    private const string ConsoleId = "console";
    private const int ProbeMemoryMiB = 256;

    /// <summary>A machine that goes on by itself once the command has returned.</summary>
    public static ProcessCommand Build(MachineLaunch launch, MachineFiles files)
    {
        return new ProcessCommand(launch.Architecture.Executable,
        [
            .. GuestSide(launch),
            .. HostSide(launch, files),
            .. launch.IsConfined ? Confined : [],
            .. launch.IsResumed ? ["-S", "-incoming", $"unix:{files.MemorySocket}"] : Array.Empty<string>(),
            "-no-reboot", // the guest reboots when it has panicked: an end is what the launcher sees
            "-daemonize", "-pidfile", files.PidFile,

            // Without a log, QEMU in the background says its last words to nobody; a guest that faults three times has no other ones.
            "-D", files.QemuMessages, "-d", "cpu_reset",
        ]);
    }

    /// <summary>What the guest sees. Memory that was saved goes only into a machine for which this is the same, word for word.</summary>
    public static IReadOnlyList<string> GuestSide(MachineLaunch launch) =>
    [
        .. Bare,
        .. Processor(launch.Architecture, launch.Accelerator, launch.Cpus, launch.MemoryMiB),
        .. Kernel(launch.Kernel, launch.Initramfs, launch.CommandLine),
        "-device", $"virtio-blk-pci,drive={DiskId}",
        "-device", $"virtio-net-pci,netdev={NetworkId},romfile=",
        "-device", "virtio-rng-pci",
        "-device", "virtio-balloon-pci,free-page-reporting=on", // what the guest frees is the host's again

        "-device", "virtio-serial-pci",
        "-device", $"virtserialport,chardev={IdentityId},name={IdentityPort}",
        .. launch.Architecture.ExtraDevices,
        "-serial", $"chardev:{ConsoleId}",
        .. launch.Mounts.SelectMany(mount => (string[])["-device", $"virtio-9p-pci,fsdev={mount.Tag},mount_tag={mount.Tag}"]),
    ];

    /// <summary>A guest that says on stdout that it runs, and ends.</summary>
    public static ProcessCommand BuildProbe(GuestArchitecture architecture, string accelerator, string kernel, string initramfs, string commandLine)
    {
        return new ProcessCommand(architecture.Executable,
        [
            .. Bare,
            .. Processor(architecture, accelerator, cpus: 1, ProbeMemoryMiB),
            .. Kernel(kernel, initramfs, commandLine),
            "-serial", "stdio",
            "-no-reboot",
        ]);
    }

    // What a QEMU that a guest has taken over cannot ask of the kernel. To deny it processes and sessions as well ('spawn', 'elevateprivileges')
    // would keep it from going to the background; it gets no new privileges by what it starts.
    private static string[] Confined => ["-sandbox", "on,obsolete=deny,resourcecontrol=deny"];

    private static string[] Bare => ["-nodefaults", "-no-user-config", "-display", "none"];

    private static string[] Processor(GuestArchitecture architecture, string accelerator, int cpus, int memoryMiB) =>
    [
        "-machine", architecture.Machine,
        "-accel", accelerator == Acceleration.Tcg ? "tcg,thread=multi,tb-size=512" : accelerator,
        "-cpu", accelerator == Acceleration.Tcg ? architecture.EmulatedCpu : "max",
        "-smp", Text(cpus),
        "-m", Text(memoryMiB),
    ];

    private static string[] Kernel(string kernel, string initramfs, string commandLine) =>
    [
        "-kernel", kernel,
        "-initrd", Escape(initramfs), // QEMU takes several, at commas
        "-append", commandLine,
    ];

    private static string[] HostSide(MachineLaunch launch, MachineFiles files) =>
    [
        "-machine", "dump-guest-core=off", // a core file is sent to others; in the guest's memory are secrets
        "-drive", $"file={Escape(launch.IsVolatile ? files.VolatileDisk : files.Overlay)},if=none,id={DiskId},format=qcow2,discard=unmap,detect-zeroes=unmap",
        "-netdev", $"user,id={NetworkId},ipv4=on,ipv6={(launch.HasIpv6 ? "on" : "off")}{AgentForward(launch)}", // to name one turns the other off
        "-chardev", $"file,id={ConsoleId},path={Escape(files.SerialLog)}",
        "-chardev", $"socket,id={IdentityId},path={Escape(files.IdentitySocket)},server=on,wait=off",
        "-qmp", $"unix:{Escape(files.QmpSocket)},server=on,wait=off",
        "-qmp", $"unix:{Escape(files.EventsSocket)},server=on,wait=off", // one client at a time, and the supervisor stays
        .. launch.Mounts.SelectMany(mount => (string[])["-fsdev", Share(mount)]),
    ];

    // Files are made as the user that QEMU runs as; links are followed in the machine, never here.
    private static string Share(MachineMount mount) =>
        $"local,id={mount.Tag},path={Escape(mount.Source)},security_model=none,multidevs=remap{(mount.ReadOnly ? ",readonly=on" : "")}";

    private static string AgentForward(MachineLaunch launch) =>
        launch.AgentPort == 0 ? "" : $",hostfwd=tcp:127.0.0.1:{Text(launch.AgentPort)}-:{Text(AgentGuestPort)}";

    // QEMU ends an option's value at a comma; a doubled comma stands for one.
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
