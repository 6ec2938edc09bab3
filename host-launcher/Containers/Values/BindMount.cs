using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>SOURCE:TARGET[:ro|rw]</c>, where SOURCE is a path, of this host if the machine has it, or a volume's name.</summary>
internal static class BindMount
{
    private const string Remedy = "Write it as SOURCE:TARGET or SOURCE:TARGET:ro, such as '-v ./page:/www'; TARGET is an absolute path.";

    public static MountRequest Parse(string text, IReadOnlyList<MachineMount> mounts)
    {
        var parts = text.Split(':');
        var isMode = parts.Length == 3 && parts[2] is "ro" or "rw";
        if (parts is not [{ Length: > 0 } source, ['/', _, ..] target, ..] || !(isMode || parts.Length == 2))
        {
            throw Failures.Usage($"'-v {text}' cannot be used.", Remedy);
        }

        var readOnly = isMode && parts[2] == "ro";
        return source[0] is '/' or '.'
            ? new MountRequest("bind", target, InMachine(Path.GetFullPath(source), mounts), readOnly)
            : new MountRequest("volume", target, source, readOnly);
    }

    /// <summary>Where the machine has a path of this host.</summary>
    public static string InMachine(string path, IReadOnlyList<MachineMount> mounts)
    {
        var holder = mounts.Where(mount => GuestPath.IsIn(path, mount.Source)).MaxBy(mount => mount.Source.Length);
        return holder is null ? path : holder.Path + path[holder.Source.Length..];
    }
}
