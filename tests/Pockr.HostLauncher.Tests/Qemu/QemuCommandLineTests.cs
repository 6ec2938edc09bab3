using Pockr.Machines;
using Pockr.Machines.Qemu;

namespace Pockr.HostLauncher.Tests.Qemu;

public sealed class QemuCommandLineTests
{
    private static readonly MachineLaunch s_launch = new()
    {
        Architecture = GuestArchitecture.Of("x86_64"),
        Accelerator = "tcg",
        Cpus = 2,
        MemoryMiB = 2048,
        Kernel = "/i/vmlinux",
        Initramfs = "/i,1/initramfs.cpio",
        CommandLine = "quiet pockr.token=channel",
        AgentPort = 17080,
    };

    [Theory]
    [InlineData("-accel", "tcg,thread=multi,tb-size=512")]
    [InlineData("-cpu", "max")]
    [InlineData("-smp", "2")]
    [InlineData("-m", "2048")]
    [InlineData("-kernel", "/i/vmlinux")]
    [InlineData("-initrd", "/i,,1/initramfs.cpio")]
    [InlineData("-append", "quiet pockr.token=channel")]
    [InlineData("-netdev", "user,id=net0,ipv4=on,ipv6=off,hostfwd=tcp:127.0.0.1:17080-:7080")]
    [InlineData("-drive", "file=/vms/a,,b/user.qcow2,if=none,id=disk0,format=qcow2,discard=unmap,detect-zeroes=unmap")]
    [InlineData("-chardev", "file,id=console,path=/vms/a,,b/serial.log")]
    [InlineData("-qmp", "unix:/vms/a,,b/qmp.sock,server=on,wait=off")]
    [InlineData("-pidfile", "/vms/a,b/qemu.pid")]
    public void Build_GivesEachOptionItsValue(string option, string value)
    {
        Assert.Equal(value, ValueOf(QemuCommandLine.Build(s_launch, new MachineFiles("/vms/a,b")).Arguments, option));
    }

    [Theory]
    [InlineData("x86_64", "kvm", "qemu-system-x86_64", "q35", "kvm", "max")]
    [InlineData("aarch64", "tcg", "qemu-system-aarch64", "virt", "tcg,thread=multi,tb-size=512", "neoverse-n1")]
    [InlineData("aarch64", "hvf", "qemu-system-aarch64", "virt", "hvf", "max")]
    public void Build_FitsArchitectureAndAccelerator(string architecture, string accelerator, string executable, string machine, string accel, string cpu)
    {
        var launch = s_launch with { Architecture = GuestArchitecture.Of(architecture), Accelerator = accelerator };

        var command = QemuCommandLine.Build(launch, new MachineFiles("/vms/a"));

        Assert.Equal(executable, command.FileName);
        Assert.Equal((machine, accel, cpu), (ValueOf(command.Arguments, "-machine"), ValueOf(command.Arguments, "-accel"), ValueOf(command.Arguments, "-cpu")));
    }

    [Fact]
    public void Build_GivesTheGuestAPortForItsIdentity_ThatIsTheSameForAllMachines()
    {
        var host = QemuCommandLine.Build(s_launch, new MachineFiles("/vms/a,b")).Arguments;

        Assert.Contains("socket,id=identity,path=/vms/a,,b/identity.sock,server=on,wait=off", host);
        Assert.Contains("virtserialport,chardev=identity,name=pockr.identity", QemuCommandLine.GuestSide(s_launch));
        Assert.DoesNotContain(QemuCommandLine.GuestSide(s_launch), word => word.Contains("/vms/", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_OfAVolatileMachine_WritesToADiskOfItsOwn_AndOneWithoutAPortIsNotReachable()
    {
        var command = QemuCommandLine.Build(s_launch with { IsVolatile = true, AgentPort = 0 }, new MachineFiles("/vms/a"));

        Assert.StartsWith("file=/vms/a/volatile.qcow2,", ValueOf(command.Arguments, "-drive"), StringComparison.Ordinal);
        Assert.Equal("user,id=net0,ipv4=on,ipv6=off", ValueOf(command.Arguments, "-netdev"));
    }

    [Fact]
    public void Build_ForwardsOnLoopbackOnly()
    {
        var command = QemuCommandLine.Build(s_launch, new MachineFiles("/vms/a"));

        Assert.DoesNotContain(command.Arguments, argument => argument.Contains("hostfwd=tcp::", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_KeepsTheGuestsMemoryOutOfCoreFiles_WithoutAnotherMachine()
    {
        Assert.Contains("dump-guest-core=off", QemuCommandLine.Build(s_launch, new MachineFiles("/vms/a")).Arguments);
        Assert.DoesNotContain("dump-guest-core=off", QemuCommandLine.GuestSide(s_launch));
    }

    [Fact]
    public void Build_SharesDirectories_ThatTheGuestKnowsByTheirTagsAlone()
    {
        var mount = new MachineMount("/home/a,b c", "/work");
        var other = mount with { ReadOnly = true };
        var launch = s_launch with { Mounts = [mount, other] };

        var arguments = QemuCommandLine.Build(launch, new MachineFiles("/vms/a")).Arguments;

        Assert.Equal(
            [$"local,id={mount.Tag},path=/home/a,,b c,security_model=none,multidevs=remap", $"local,id={other.Tag},path=/home/a,,b c,security_model=none,multidevs=remap,readonly=on"],
            ValuesOf(arguments, "-fsdev"));
        var guestSide = QemuCommandLine.GuestSide(launch);
        Assert.Equal($"virtio-9p-pci,fsdev={other.Tag},mount_tag={other.Tag}", guestSide[^1]);
        Assert.DoesNotContain(guestSide, argument => argument.Contains("/home", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ValuesOf(IReadOnlyList<string> arguments, string option) =>
        arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second);

    private static string ValueOf(IReadOnlyList<string> arguments, string option) => arguments[arguments.ToList().IndexOf(option) + 1];
}
