namespace Pockr.EndToEnd.Tests;

/// <summary>A small Debian with systemd and one service, made of Debian's packages once for each checkout.</summary>
internal static class DebianSystem
{
    public const string Image = "debian-system";

    private static readonly string s_tar = Path.Combine(Requirements.Root, "artifacts/cache/debian-system.tar");

    public static async Task ImportAsync(PockrCli cli)
    {
        if ((await cli.RunAsync("history", Image)).ExitCode != 0)
        {
            await cli.MustAsync("import", await TarAsync(), Image);
        }
    }

    private static async Task<string> TarAsync()
    {
        if (File.Exists(s_tar))
        {
            return s_tar;
        }

        Requirements.NeedProgram("mmdebstrap");
        Directory.CreateDirectory(Path.GetDirectoryName(s_tar)!);
        var unfinished = $"{s_tar}.new.tar";
        var made = await HostCommand.RunAsync(
            "mmdebstrap",
            [
                "--quiet", "--variant=minbase", "--include=systemd-sysv,dbus,cron", "--dpkgopt=path-exclude=/usr/share/doc/*",
                "--dpkgopt=path-exclude=/usr/share/locale/*", "trixie", unfinished,
            ]);
        if (made.ExitCode != 0)
        {
            Requirements.Miss($"A Debian cannot be made here; as another user than root, user namespaces and 'newuidmap' are needed. {made}");
        }

        File.Move(unfinished, s_tar, overwrite: true);
        return s_tar;
    }
}
