using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>What is to be mounted in a container, and the devices it is to have.</summary>
internal static class MountRules
{
    private static readonly string[] s_tmpfsWords =
    [
        "ro", "rw", "exec", "noexec", "suid", "nosuid", "dev", "nodev", "sync", "async", "atime", "noatime", "diratime", "nodiratime",
        "relatime", "norelatime", "strictatime", "nostrictatime", "mand", "nomand",
    ];

    private static readonly string[] s_tmpfsNumbers = ["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks"];

    public static bool IsAbsolute(string path) => path.StartsWith('/');

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        var mounts = request.Mounts ?? [];
        var tmpfs = request.Tmpfs ?? new Dictionary<string, string>();
        return
        [
            .. mounts.SelectMany(Find),
            .. tmpfs.SelectMany(pair => Find(pair.Key, pair.Value)),
            .. Twice(mounts.Select(mount => mount.Target).Concat(tmpfs.Keys)),
            .. (request.Devices ?? []).SelectMany(Find),
        ];
    }

    private static IEnumerable<Finding> Find(MountRequest mount)
    {
        if (!IsTarget(mount.Target))
        {
            yield return BadTarget(mount.Target);
        }

        var finding = mount.Type switch
        {
            "bind" when mount.Source is null || !IsAbsolute(mount.Source) =>
                new Finding($"The source of the bind mount '{mount.Target}' is '{mount.Source}'.", "Give an absolute path in the machine."),
            "volume" when mount.Source is not null && !ContainerNames.CanBeNew(mount.Source) =>
                new($"'{mount.Source}' is not a name for a volume.", ContainerNames.Remedy),
            "tmpfs" when mount.Source is not null =>
                new($"The tmpfs mount '{mount.Target}' has a source.", "Take 'source' out, or use the type 'bind' or 'volume'."),
            "bind" or "volume" or "tmpfs" => (Finding?)null,
            _ => new($"'{mount.Type}' is not a type of mount.", "Use 'bind', 'volume' or 'tmpfs'."),
        };
        if (finding is { } found)
        {
            yield return found;
        }

        if (mount.SizeBytes is not null && (mount.Type != "tmpfs" || mount.SizeBytes < 1))
        {
            yield return new($"sizeBytes of the mount '{mount.Target}' is {mount.SizeBytes}.", "Give a tmpfs at least 1 byte, and others no size.");
        }
    }

    private static IEnumerable<Finding> Find(string target, string options)
    {
        if (!IsTarget(target))
        {
            yield return BadTarget(target);
        }

        foreach (var option in options.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(option => !IsTmpfsOption(option)))
        {
            yield return new($"'{option}' is not an option of a tmpfs.", "Use words such as 'ro' or 'noexec' and 'size=64m', 'mode=1777', 'uid=', 'gid='.");
        }
    }

    private static IEnumerable<Finding> Find(DeviceRequest device)
    {
        foreach (var path in (string[])[device.HostPath, device.ContainerPath ?? device.HostPath])
        {
            if (!IsTarget(path))
            {
                yield return new($"'{path}' is not the path of a device.", "Give an absolute path, such as '/dev/fuse'.");
            }
        }

        if (device.Permissions.Length == 0 || device.Permissions.Except("rwm").Any())
        {
            yield return new($"The permissions of '{device.HostPath}' are '{device.Permissions}'.", "Use some of 'r', 'w' and 'm'.");
        }
    }

    private static IEnumerable<Finding> Twice(IEnumerable<string> targets)
    {
        return targets.GroupBy(target => target.TrimEnd('/')).Where(group => group.Count() > 1)
            .Select(group => new Finding($"'{group.Key}' is mounted more than once.", "Mount one thing on each path."));
    }

    private static Finding BadTarget(string target) =>
        new($"Nothing can be mounted on '{target}'.", "Give an absolute path in the container other than '/'.");

    private static bool IsTarget(string path) => IsAbsolute(path) && path.Trim('/').Length > 0;

    private static bool IsTmpfsOption(string option)
    {
        var parts = option.Split('=', 2);
        return parts.Length == 1
            ? s_tmpfsWords.Contains(option)
            : s_tmpfsNumbers.Contains(parts[0]) && IsNumber(parts[1], hasUnit: parts[0] == "size");
    }

    private static bool IsNumber(string text, bool hasUnit)
    {
        var digits = hasUnit && text.Length > 1 && "kKmMgG%".Contains(text[^1], StringComparison.Ordinal) ? text[..^1] : text;
        return digits.Length is > 0 and < 16 && digits.All(char.IsAsciiDigit);
    }
}
