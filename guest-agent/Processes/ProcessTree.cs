using System.Globalization;

namespace Pockr.GuestAgent.Processes;

/// <summary>Ends a process with everything it started.</summary>
internal static class ProcessTree
{
    /// <summary>
    /// Everything is stopped before anything is killed: a process that runs on could start another one meanwhile, and the children of
    /// a dead parent are nobody's descendants any more.
    /// </summary>
    /// <param name="root">The process.</param>
    /// <param name="mark">What those have in their environment that are no descendants any more.</param>
    public static void End(int root, ProcessMark? mark = null)
    {
        foreach (var id in StopAll(root, mark))
        {
            ProcessSignal.Send(id, ProcessSignal.Kill);
        }
    }

    /// <summary>Ends what a process that has ended itself has left in its session; as long as there is any of it, its number is not given again.</summary>
    public static void EndLeftOver(int root, ProcessMark mark)
    {
        if (root > 1 && !ProcessEntry.ReadAll().Any(process => process.Id == root))
        {
            End(root, mark);
        }
    }

    /// <summary>Those of the session it leads, which a child whose parent has ended still belongs to, and all descendants.</summary>
    public static IReadOnlySet<int> MembersOf(int root, IReadOnlyList<ProcessEntry> processes)
    {
        var members = processes.Where(process => process.Id == root || process.SessionId == root).Select(process => process.Id).ToHashSet();
        return AddDescendants(members, processes);
    }

    private static HashSet<int> MembersOf(int root, ProcessMark? mark, IReadOnlyList<ProcessEntry> processes) =>
        AddDescendants([.. MembersOf(root, processes), .. mark?.HoldersAmong(processes) ?? []], processes);

    private static HashSet<int> DescendantsOf(int root, IReadOnlyList<ProcessEntry> processes) => AddDescendants([root], processes);

    private static HashSet<int> AddDescendants(HashSet<int> members, IReadOnlyList<ProcessEntry> processes)
    {
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(processes.Where(process => members.Contains(process.ParentId)).Select(process => process.Id).ToList());
        }
        while (members.Count > before);

        return members;
    }

    /// <summary>The processes a process has started that it is still the parent of; none if the system does not tell.</summary>
    public static IReadOnlySet<int> ChildrenOf(int process)
    {
        try
        {
            var children = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children"));
            return children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToHashSet();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new HashSet<int>(); // ended
        }
    }

    /// <summary>What a process has started since a moment, and not what its older children have.</summary>
    public static IReadOnlySet<int> StartedSince(ProcessMoment moment, int root, IReadOnlyList<ProcessEntry> processes)
    {
        var others = MembersOf(root, processes).ToHashSet();
        others.Remove(root);
        foreach (var older in processes.Where(process => others.Contains(process.Id) && moment.IsAfter(process)).ToList())
        {
            others.ExceptWith(DescendantsOf(older.Id, processes));
        }

        return others;
    }

    private static HashSet<int> StopAll(int root, ProcessMark? mark)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(root, 1);
        var stopped = new HashSet<int>();
        bool grew;
        do
        {
            grew = false;
            foreach (var id in MembersOf(root, mark, ProcessEntry.ReadAll()))
            {
                if (stopped.Add(id))
                {
                    ProcessSignal.Send(id, ProcessSignal.Stop);
                    grew = true;
                }
            }
        }
        while (grew);

        return stopped;
    }
}
