using System.Runtime.InteropServices;

namespace Pockr.GuestAgent.Processes;

/// <summary>Ends a process with everything it started.</summary>
internal static partial class ProcessTree
{
    private const int Kill = 9;
    private const int Stop = 19;

    /// <summary>
    /// Everything is stopped before anything is killed: a process that runs on could start another one meanwhile, and the children of
    /// a dead parent are nobody's descendants any more.
    /// </summary>
    public static void End(int root)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(root, 1);
        var ended = new HashSet<int>();
        bool grew;
        do
        {
            grew = false;
            foreach (var id in MembersOf(root, ProcessEntry.ReadAll()))
            {
                if (ended.Add(id))
                {
                    Signal(id, Stop);
                    grew = true;
                }
            }
        }
        while (grew);

        foreach (var id in ended)
        {
            Signal(id, Kill);
        }
    }

    /// <summary>Those of the session it leads, which a child whose parent has ended still belongs to, and all descendants.</summary>
    public static IReadOnlySet<int> MembersOf(int root, IReadOnlyList<ProcessEntry> processes)
    {
        var members = processes.Where(process => process.Id == root || process.SessionId == root).Select(process => process.Id).ToHashSet();
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(processes.Where(process => members.Contains(process.ParentId)).Select(process => process.Id).ToList());
        }
        while (members.Count > before);

        return members;
    }

    // What cannot be signalled has ended, which is all that is wanted; so the result is not looked at.
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial void Signal(int processId, int signal);
}
