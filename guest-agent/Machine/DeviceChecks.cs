using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Machine;

/// <summary>
/// The kernel's checks of which devices a control group may use. It writes them into its own code with the first container and out of it
/// with the last; an emulated processor that runs that code at the same moment can die of it (docs/decisions/010).
/// </summary>
internal static partial class DeviceChecks
{
    private const string Group = "limited"; // made at boot, and never with a process in it
    private const int LoadCommand = 5;
    private const int AttachCommand = 8;
    private const int DeviceProgram = 15;
    private const int DeviceAttachment = 6;

    // r0 = 1; exit. That is: allowed.
    private static readonly byte[] s_allowAll = [0xb7, 0, 0, 0, 1, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0];

    private static nint CallNumber => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321;

    /// <summary>Keeps the checks in place until the machine ends: a group without processes is checked with a program that allows everything.</summary>
    public static void Keep(AgentOptions options, ILogger logger)
    {
        try
        {
            Keep(Path.Combine(options.ControlGroups, Group));
        }
        catch (Win32Exception failure)
        {
            LogFailure(logger, failure.Message);
        }
    }

    private static void Keep(string place)
    {
        using var group = FileCalls.Open(place, (int)OpenHow.Directory);
        if (group.IsInvalid)
        {
            return; // not the machine of an image: a test, or somebody's own
        }

        using var program = Load();
        var attachment = new Attachment { Group = NumberOf(group), Program = NumberOf(program), Kind = DeviceAttachment };
        Check(Attach(CallNumber, AttachCommand, in attachment, Marshal.SizeOf<Attachment>()));
    }

    private static unsafe SafeFileHandle Load()
    {
        fixed (byte* instructions = s_allowAll, license = "GPL\0"u8)
        {
            var program = new DeviceProgramText
            {
                Kind = DeviceProgram,
                InstructionCount = s_allowAll.Length / 8,
                Instructions = (ulong)instructions,
                License = (ulong)license,
            };
            return new SafeFileHandle(Check(Load(CallNumber, LoadCommand, in program, Marshal.SizeOf<DeviceProgramText>())), ownsHandle: true);
        }
    }

    private static int NumberOf(SafeFileHandle file) => file.DangerousGetHandle().ToInt32();

    private static nint Check(nint result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LoggerMessage(LogLevel.Warning, "The kernel's checks of devices could not be kept in place: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Load(nint number, int command, in DeviceProgramText program, nint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Attach(nint number, int command, in Attachment attachment, nint size);

    private struct DeviceProgramText
    {
        public int Kind;
        public int InstructionCount;
        public ulong Instructions;
        public ulong License;
    }

    private struct Attachment
    {
        public int Group;
        public int Program;
        public int Kind;
        public int Flags;
    }
}
