using Pockr.Contracts;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Files;

/// <summary>Reads the bits of Go's <c>os.FileMode</c>.</summary>
internal static class FileStats
{
    public const string File = "file";
    public const string DirectoryType = "directory";
    public const string LinkType = "link";
    public const string OtherType = "other";

    private const uint Permissions = 0x1ff;
    private const uint Directory = 1u << 31;
    private const uint Link = 1u << 27;
    private const uint Device = 1u << 26;
    private const uint Pipe = 1u << 25;
    private const uint Socket = 1u << 24;
    private const uint SetUid = 1u << 23;
    private const uint SetGid = 1u << 22;
    private const uint CharacterDevice = 1u << 21;
    private const uint Sticky = 1u << 20;
    private const uint Irregular = 1u << 19;

    public static FileStat From(PathStat stat) => new(
        stat.Name,
        TypeOf(stat),
        stat.Size,
        Octal(PermissionsOf(stat.Mode)),
        stat.ModifiedAt,
        stat.LinkTarget is { Length: > 0 } target ? target : null);

    public static string Octal(int permissions) => Convert.ToString(permissions, 8).PadLeft(4, '0');

    public static string TypeOf(PathStat stat)
    {
        return (stat.Mode & (Directory | Link | Device | Pipe | Socket | CharacterDevice | Irregular)) switch
        {
            0 => File,
            Directory => DirectoryType,
            Link => LinkType,
            _ => OtherType,
        };
    }

    private static int PermissionsOf(uint mode)
    {
        return (int)(mode & Permissions)
            | ((mode & SetUid) != 0 ? 0x800 : 0)
            | ((mode & SetGid) != 0 ? 0x400 : 0)
            | ((mode & Sticky) != 0 ? 0x200 : 0);
    }
}
