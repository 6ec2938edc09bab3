using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>The name of every file in a machine's directory; no other type spells one out.</summary>
internal sealed record MachineFiles(string Directory)
{
    /// <summary>What <c>sun_path</c> holds on Linux, less the zero at its end; macOS has 103.</summary>
    private static readonly int s_socketPathLimit = OperatingSystem.IsMacOS() ? 103 : 107;

    public string Config => Path.Combine(Directory, "config.json");

    public string Token => Path.Combine(Directory, "token");

    /// <summary>The machine's disk, over the image's or a template's.</summary>
    public string Overlay => Path.Combine(Directory, "user.qcow2");

    /// <summary>What is written in a run of which nothing is to survive.</summary>
    public string VolatileDisk => Path.Combine(Directory, "volatile.qcow2");

    public string State => Path.Combine(Directory, "state.json");

    /// <summary>Held while the machine is started or stopped.</summary>
    public string Lock => Path.Combine(Directory, "lock");

    /// <summary>Held by the program the machine belongs to and is to end with; not there if it belongs to none.</summary>
    public string Owner => Path.Combine(Directory, "owner.lock");

    public string QmpSocket => Path.Combine(Directory, "qmp.sock");

    /// <summary>The same, for the supervisor, which listens there as long as QEMU lives.</summary>
    public string EventsSocket => Path.Combine(Directory, "events.sock");

    /// <summary>What is known of the memory that was saved. While it is there, the machine is suspended, and has not run since.</summary>
    public string Suspended => Path.Combine(Directory, "suspended.json");

    /// <summary>What the machine had in memory, as QEMU writes it.</summary>
    public string SuspendedMemory => Path.Combine(Directory, "suspended.memory");

    /// <summary>Memory that could not be used.</summary>
    public string UnfitMemory => Path.Combine(Directory, "suspended.unfit.memory");

    /// <summary>Directory of what is kept of the machine as it once was.</summary>
    public string Snapshots => Path.Combine(Directory, "snapshots");

    /// <summary>Names the snapshot the machine is to be, from before the first change that makes it so until after the last.</summary>
    public string Restoring => Path.Combine(Directory, "restoring");

    /// <summary>What an export is put together in.</summary>
    public string Export => Path.Combine(Directory, ".export");

    /// <summary>dockerd's socket, while the machine runs.</summary>
    public string DockerSocket => Path.Combine(Directory, "docker.sock");

    /// <summary>The process that stays with the machine.</summary>
    public string Supervisor => Path.Combine(Directory, "supervisor.json");

    /// <summary>Held as long as there is one.</summary>
    public string SupervisorLock => Path.Combine(Directory, "supervisor.lock");

    /// <summary>Says how it is to who connects.</summary>
    public string SupervisorSocket => Path.Combine(Directory, "super.sock");

    /// <summary>How often it started the machine again.</summary>
    public string Restarts => Path.Combine(Directory, "restarts.json");

    public string SupervisorLog => Path.Combine(Directory, "supervisor.log");

    /// <summary>Takes memory out of QEMU and into it.</summary>
    public string MemorySocket => Path.Combine(Directory, "mem.sock");

    /// <summary>QEMU's end of the identity channel.</summary>
    public string IdentitySocket => Path.Combine(Directory, "identity.sock");

    /// <summary>Written by QEMU itself.</summary>
    public string PidFile => Path.Combine(Directory, "qemu.pid");

    /// <summary>The guest's console.</summary>
    public string SerialLog => Path.Combine(Directory, "serial.log");

    /// <summary>The guest's console of the start before.</summary>
    public string PreviousSerialLog => Path.Combine(Directory, "serial.previous.log");

    /// <summary>QEMU's command line and what it said.</summary>
    public string QemuLog => Path.Combine(Directory, "qemu.log");

    /// <summary>What QEMU says once it is in the background, and the processor's state at each reset.</summary>
    public string QemuMessages => Path.Combine(Directory, "qemu.messages.log");

    /// <summary>The same of the start before.</summary>
    public string PreviousQemuMessages => Path.Combine(Directory, "qemu.messages.previous.log");

    public void EnsureSocketPathsFit()
    {
        var longest = IdentitySocket;
        var bytes = Encoding.UTF8.GetByteCount(longest);
        if (bytes > s_socketPathLimit)
        {
            throw Failures.SocketPathTooLong(longest, bytes, s_socketPathLimit);
        }
    }
}
