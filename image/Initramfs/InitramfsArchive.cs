namespace Pockr.Image.Initramfs;

/// <summary>The initial RAM file system: busybox, the modules for the disk, and one script.</summary>
internal sealed class InitramfsArchive(string path, long epoch)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly string[] s_directories = ["bin", "dev", "modules", "proc", "root", "sys"];

    private static readonly string[] s_applets = ["sh", "mount", "insmod", "poweroff", "usleep", "switch_root"];

    public void Write(string busybox, string initScript, IReadOnlyList<string> modules)
    {
        using var file = File.Create(path);
        using var archive = new NewcArchive(file, epoch);
        foreach (var directory in s_directories)
        {
            archive.AddDirectory(directory);
        }

        archive.AddFile("init", File.ReadAllBytes(initScript), Executable);
        archive.AddFile("bin/busybox", File.ReadAllBytes(busybox), Executable);
        foreach (var applet in s_applets)
        {
            archive.AddLink($"bin/{applet}", "busybox");
        }

        foreach (var module in modules)
        {
            archive.AddFile($"modules/{Path.GetFileName(module)}", File.ReadAllBytes(module), Readable);
        }

        var order = string.Concat(modules.Select(module => $"{Path.GetFileName(module)}\n"));
        archive.AddFile("modules/order", System.Text.Encoding.UTF8.GetBytes(order), Readable);
    }
}
