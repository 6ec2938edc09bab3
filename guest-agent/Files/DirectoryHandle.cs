using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Pockr.GuestAgent.Files;

/// <summary>
/// An open directory of a container. What is done here is done to its own entries, whatever the container does meanwhile to the path it
/// was found by.
/// </summary>
internal sealed class DirectoryHandle : IDisposable
{
    private const int LongestTarget = 4096;
    private const int BatchBytes = 8192; // small: a tree that is removed keeps one for each of its levels
    private const int HeaderBytes = 19; // inode, place, length (at 16) and kind of an entry
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const int RemoveDirectory = 0x200;
    private const uint NoReplace = 1;

    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly Lazy<EntryIdentity> _identity;

    /// <param name="handle">The open directory.</param>
    /// <param name="path">What it is called in failures.</param>
    public DirectoryHandle(SafeFileHandle handle, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        _handle = handle;
        _path = path;
        _identity = new Lazy<EntryIdentity>(() => Stat(EntryName.From(""), EmptyPath).Identity);
        if (handle.IsInvalid)
        {
            throw new FileCallException(error, path);
        }
    }

    /// <summary>Opens a directory of the machine itself.</summary>
    /// <param name="place">Where it is; links in this path are followed.</param>
    /// <param name="path">What it is to be called in failures.</param>
    public static DirectoryHandle OpenPlace(string place, string path) => new(FileCalls.Open(place, (int)OpenHow.Directory), path);

    public EntryIdentity Identity => _identity.Value;

    /// <summary>Opens what a path leads to; the path is one below this directory, which no link in it leaves.</summary>
    public SafeFileHandle Resolve(string path) => FileCalls.OpenAt2(
        _handle, Encoding.UTF8.GetBytes(path + '\0'), new OpenHow(OpenHow.Directory, OpenHow.InRoot | OpenHow.NoMagicLinks));

    /// <summary>Opens a directory in this one, but no link to one, and none on another mount.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="path">What it is to be called in failures.</param>
    public DirectoryHandle Open(EntryName name, string path)
    {
        var how = new OpenHow(OpenHow.Directory | OpenHow.NoFollow, OpenHow.SameMount | OpenHow.NoLinks);
        try
        {
            return new DirectoryHandle(FileCalls.OpenAt2(_handle, name.Terminated, how), path);
        }
        catch (FileCallException failure) when (failure.Error == FileErrors.OtherMount)
        {
            throw new FileCallException(FileErrors.Busy, path);
        }
    }

    /// <summary>The directory this one is in, if it still is the one that was.</summary>
    public DirectoryHandle OpenParent(EntryIdentity expected, string path)
    {
        var how = new OpenHow(OpenHow.Directory, OpenHow.SameMount);
        var parent = new DirectoryHandle(FileCalls.OpenAt2(_handle, EntryName.From("..").Terminated, how), path);
        if (parent.Identity == expected)
        {
            return parent;
        }

        parent.Dispose();
        throw new FileCallException(FileErrors.TryAgain, _path);
    }

    /// <summary>Of the entry itself; a link is not followed.</summary>
    public EntryStat Stat(EntryName name) => Stat(name, NoFollow);

    /// <summary>The next few names, in no order; none when all have been told.</summary>
    public IReadOnlyList<EntryName> ReadNames()
    {
        var batch = new byte[BatchBytes];
        var read = (int)Check(FileCalls.ReadEntries(_handle, batch, batch.Length), _path);
        var names = new List<EntryName>();
        for (var at = 0; at < read;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(batch.AsSpan(at + 16));
            var name = batch.AsSpan(at + HeaderBytes, length - HeaderBytes);
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(EntryName.From(name));
            }

            at += length;
        }

        // What was read may have been nothing but these two.
        return names.Count == 0 && read > 0 ? ReadNames() : names;
    }

    public string ReadLink(EntryName name)
    {
        var target = new byte[LongestTarget];
        var length = (int)Check(FileCalls.ReadLink(_handle, name.Terminated, target, target.Length), PathOf(name));
        return Encoding.UTF8.GetString(target, 0, length);
    }

    public void Make(EntryName name, DirectoryAttributes attributes)
    {
        var mode = (uint)attributes.Mode;
        Check(FileCalls.Make(_handle, name.Terminated, mode), PathOf(name));
        using var made = Open(name, PathOf(name));
        Check(FileCalls.SetOwner(made._handle, attributes.Uid ?? -1, attributes.Gid ?? -1), PathOf(name));
        Check(FileCalls.SetMode(made._handle, mode), PathOf(name)); // the agent has an umask
    }

    public void Move(EntryName name, DirectoryHandle to, EntryName newName, bool overwrite)
    {
        RefuseMount(name, Stat(name));
        if (overwrite && to.Find(newName) is { } replaced)
        {
            to.RefuseMount(newName, replaced);
        }

        if (FileCalls.Rename(_handle, name.Terminated, to._handle, newName.Terminated, overwrite ? 0 : NoReplace) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new FileCallException(error, IsAboutTarget(error) ? to.PathOf(newName) : PathOf(name));
        }
    }

    /// <summary>Removes an entry; of directories only an empty one.</summary>
    public void Remove(EntryName name)
    {
        var stat = Stat(name);
        RefuseMount(name, stat);
        Check(FileCalls.Remove(_handle, name.Terminated, stat.IsDirectory ? RemoveDirectory : 0), PathOf(name));
    }

    public void Dispose() => _handle.Dispose();

    private static bool IsAboutTarget(int error) =>
        error is FileErrors.Exists or FileErrors.IsDirectory or FileErrors.NotEmpty or FileErrors.NoDirectory;

    private static nint Check(nint result, string path) => result < 0 ? throw new FileCallException(Marshal.GetLastPInvokeError(), path) : result;

    // The kernel refuses to remove mounts of the agent's own; the container's, which it does not see, it would take away with the entry.
    private void RefuseMount(EntryName name, EntryStat stat)
    {
        if (stat.Identity.Mount != Identity.Mount)
        {
            throw new FileCallException(FileErrors.Busy, PathOf(name));
        }
    }

    private EntryStat? Find(EntryName name)
    {
        try
        {
            return Stat(name);
        }
        catch (FileCallException failure) when (failure.Error == FileErrors.NoEntry)
        {
            return null;
        }
    }

    private EntryStat Stat(EntryName name, int flags)
    {
        var stat = new byte[EntryStat.Bytes];
        Check(FileCalls.Stat(_handle, name.Terminated, flags, EntryStat.Mask, stat), PathOf(name));
        return EntryStat.From(stat);
    }

    private string PathOf(EntryName name) => $"{_path.TrimEnd('/')}/{name}";
}
