using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Settings;

/// <summary>
/// What is mounted in a container is mounted in a namespace of its own, where the machine has no say, except from within. A thread can go
/// there, and never comes back; so there is one for each errand. It takes with it all that it needs: there are none of the machine's files.
/// </summary>
internal static partial class MountNamespace
{
    private const int FileSystemPart = 0x200; // CLONE_FS: the thread's root directory is its own
    private const int MountPart = 0x20000; // CLONE_NEWNS
    private const int NoFollow = 8;
    private const int CurrentDirectory = -100;
    private const uint EmptyPath = 0x1000;
    private const uint MoveFromEmptyPath = 4;
    private const uint CloneTree = 0x80001; // with O_CLOEXEC
    private const ulong ReadOnlyAttribute = 1;
    private const nint OpenTreeNumber = 428; // the same on every processor
    private const nint MoveMountNumber = 429;
    private const nint SetAttributesNumber = 442;

    /// <summary>Unmounts in the namespace of a process, or in the machine's own.</summary>
    /// <returns>The kernel's error; 0 if there was none.</returns>
    public static int Unmount(string point, int? processId = null)
    {
        var path = Terminated(point);
        return processId is { } id ? RunIn(id, () => Unmount(path, NoFollow)) : ErrorOf(Unmount(path, NoFollow));
    }

    /// <summary>Mounts a file or a directory of the machine in the namespace of a process.</summary>
    /// <returns>The kernel's error; 0 if there was none.</returns>
    public static int Attach(string source, string point, bool readOnly, int processId)
    {
        using var tree = new SafeFileHandle(OpenTree(OpenTreeNumber, CurrentDirectory, Terminated(source), CloneTree), ownsHandle: true);
        if (tree.IsInvalid)
        {
            return Marshal.GetLastPInvokeError();
        }

        var attributes = new MountAttributes { Set = readOnly ? ReadOnlyAttribute : 0 };
        var number = tree.DangerousGetHandle();
        if (SetAttributes(SetAttributesNumber, number, Terminated(""), EmptyPath, in attributes, Marshal.SizeOf<MountAttributes>()) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        var path = Terminated(point);
        return RunIn(processId, () => (int)MoveMount(MoveMountNumber, number, Terminated(""), CurrentDirectory, path, MoveFromEmptyPath));
    }

    private static int RunIn(int processId, Func<int> errand)
    {
        using var space = FileCalls.Open($"/proc/{processId}/ns/mnt", 0x80000);
        if (space.IsInvalid)
        {
            return FileErrors.NoEntry;
        }

        // Called once in vain, so that nothing of it has to be looked for there.
        Unmount(Terminated(""), NoFollow);
        MoveMount(MoveMountNumber, -1, Terminated(""), -1, Terminated(""), 0);

        var error = 0;
        var number = space.DangerousGetHandle().ToInt32();
        var thread = new Thread(() => error = Unshare(FileSystemPart) != 0 || Enter(number, MountPart) != 0 ? Marshal.GetLastPInvokeError() : ErrorOf(errand()));
        thread.Start();
        thread.Join();
        return error;
    }

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true)]
    private static partial int Unmount(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int parts);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(int space, int part);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenTree(nint number, nint directory, byte[] path, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint MoveMount(nint number, nint from, byte[] path, nint to, byte[] newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SetAttributes(nint number, nint tree, byte[] path, uint flags, in MountAttributes attributes, nint size);

    private struct MountAttributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong UserNamespace;
    }
}
