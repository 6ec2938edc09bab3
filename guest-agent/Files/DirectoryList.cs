using Pockr.Contracts;

namespace Pockr.GuestAgent.Files;

/// <summary>The first entries of a directory; memory does not grow with how many it has.</summary>
internal sealed class DirectoryList(int limit)
{
    private static readonly Comparer<EntryName> s_lastFirst = Comparer<EntryName>.Create((left, right) => right.CompareTo(left));

    private readonly PriorityQueue<EntryName, EntryName> _names = new(s_lastFirst);
    private bool _isTruncated;

    public static DirectoryListing Read(DirectoryHandle directory, int limit, CancellationToken cancellationToken)
    {
        var list = new DirectoryList(limit);
        while (directory.ReadNames() is { Count: > 0 } names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var name in names)
            {
                list.Add(name);
            }
        }

        var first = list._names.UnorderedItems.Select(item => item.Element).Order();
        return new DirectoryListing([.. first.Select(name => Find(directory, name)).OfType<DirectoryEntry>()], list._isTruncated);
    }

    private void Add(EntryName name)
    {
        _names.Enqueue(name, name);
        if (_names.Count > limit)
        {
            _names.Dequeue();
            _isTruncated = true;
        }
    }

    // Null if it has gone since its name was read.
    private static DirectoryEntry? Find(DirectoryHandle directory, EntryName name)
    {
        try
        {
            var stat = directory.Stat(name);
            var target = stat.IsLink ? directory.ReadLink(name) : null;
            return new DirectoryEntry(name.ToString(), stat.Type, stat.Size, stat.Permissions, stat.Uid, stat.Gid, stat.ModifiedAt, target);
        }
        catch (FileCallException failure) when (failure.Error is FileErrors.NoEntry or FileErrors.NoProcess or FileErrors.Invalid)
        {
            return null;
        }
    }
}
