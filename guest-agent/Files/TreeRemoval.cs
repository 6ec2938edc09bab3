namespace Pockr.GuestAgent.Files;

/// <summary>
/// Removes a directory with everything in it. Only one directory is open at a time, however deep the tree is; no link is followed and no
/// mount entered.
/// </summary>
internal sealed class TreeRemoval : IDisposable
{
    private readonly Stack<Level> _levels = new();
    private readonly string _path;
    private DirectoryHandle _directory;

    private TreeRemoval(DirectoryHandle directory, string path)
    {
        _directory = directory;
        _path = path;
        _levels.Push(new Level(EntryName.From("."), directory.Identity));
    }

    public static void Run(DirectoryHandle parent, EntryName name, string path, CancellationToken cancellationToken)
    {
        Empty(parent.Open(name, path), path, cancellationToken);
        parent.Remove(name);
    }

    /// <summary>Removes what is in a directory and closes it.</summary>
    public static void Empty(DirectoryHandle directory, string path, CancellationToken cancellationToken)
    {
        using var removal = new TreeRemoval(directory, path);
        removal.Empty(cancellationToken);
    }

    public void Dispose() => _directory.Dispose();

    private void Empty(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_levels.Peek().Directories.TryDequeue(out var inner))
            {
                Unless(Gone, () => Enter(inner));
            }
            else if (!RemoveSome(cancellationToken))
            {
                var emptied = _levels.Pop().Name;
                if (_levels.Count == 0)
                {
                    return;
                }

                Replace(_directory.OpenParent(_levels.Peek().Identity, PathOfLevel(_levels.Count)));
                Unless(Gone, () => _directory.Remove(emptied));
            }
        }
    }

    // What has become something else is met again when its directory is read again, or keeps that from being removed.
    private static bool Gone(FileCallException failure) => failure.Error is FileErrors.NoEntry or FileErrors.NoDirectory or FileErrors.Loop;

    private static void Unless(Func<FileCallException, bool> expected, Action action)
    {
        try
        {
            action();
        }
        catch (FileCallException failure) when (expected(failure))
        {
        }
    }

    private void Enter(EntryName name)
    {
        Replace(_directory.Open(name, PathOfLevel(_levels.Count + 1)));
        _levels.Push(new Level(name, _directory.Identity));
    }

    /// <summary>Removes what can be removed of the next few entries, and notes which are directories; false if there are none.</summary>
    private bool RemoveSome(CancellationToken cancellationToken)
    {
        var names = _directory.ReadNames();
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Unless(Gone, () =>
            {
                if (_directory.Stat(name).IsDirectory)
                {
                    _levels.Peek().Directories.Enqueue(name);
                }
                else
                {
                    _directory.Remove(name);
                }
            });
        }

        return names.Count > 0;
    }

    private void Replace(DirectoryHandle directory)
    {
        _directory.Dispose();
        _directory = directory;
    }

    // A path may be longer than memory is, so the middle of it is left out.
    private string PathOfLevel(int level) => level == 1 ? _path : $"{_path}/…";

    private sealed record Level(EntryName Name, EntryIdentity Identity)
    {
        public Queue<EntryName> Directories { get; } = new();
    }
}
