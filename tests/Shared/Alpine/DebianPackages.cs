using System.Diagnostics;

namespace Pockr.Testing.Alpine;

/// <summary>
/// Makes of Debian's packages what Alpine's minirootfs lacks for a machine with Docker. Debian's programs run on Debian's C library, which
/// lies beside musl: no file of one is looked for by the other.
/// </summary>
internal sealed class DebianPackages
{
    private const string Version = "1-r0";
    private const string Libraries = "debian-libraries";
    private const string LibraryDirectory = "usr/lib/x86_64-linux-gnu/";

    private static readonly string[] s_iptables = ["iptables", "iptables-restore", "iptables-save", "ip6tables"];

    private readonly Dictionary<string, TarFile> _files = [];

    private DebianPackages()
    {
    }

    /// <param name="glibcOnMusl">The library made of <c>glibc-on-musl.c</c>.</param>
    /// <param name="packages">Files of Debian's packages docker.io, containerd, crun, iptables, busybox-static, tini, a kernel and all they need.</param>
    public static async Task<IReadOnlyList<AlpinePackage>> ReadAsync(byte[] glibcOnMusl, IEnumerable<string> packages)
    {
        var debian = new DebianPackages();
        foreach (var package in packages)
        {
            await debian.AddAsync(package);
        }

        return [.. debian.Make(glibcOnMusl)];
    }

    private async Task AddAsync(string package)
    {
        using var unpack = Process.Start(new ProcessStartInfo("dpkg-deb", ["--fsys-tarfile", package]) { RedirectStandardOutput = true })!;
        using var tar = new MemoryStream();
        await unpack.StandardOutput.BaseStream.CopyToAsync(tar);
        await unpack.WaitForExitAsync();
        tar.Position = 0;
        foreach (var file in TarFile.ReadAll(tar))
        {
            _files[file.Path] = file;
        }
    }

    private IEnumerable<AlpinePackage> Make(byte[] glibcOnMusl)
    {
        yield return Package(Libraries, Below("usr/lib64/"), Below(LibraryDirectory).Where(file => IsNeeded(file.Path)));
        yield return Package("libgcc", LibraryAt("libgcc_s.so.1"), [TarFile.Of("usr/lib/ld-linux-x86-64.so.2", glibcOnMusl)]);
        yield return Package("libstdc++", LibraryAt("libstdc++.so.6")) with { Depends = ["libgcc"] };
        yield return Package("linux-virt", Below("boot/vmlinuz-"), Below("usr/lib/modules/")) with { Depends = ["initramfs-generator"] };
        yield return Package("docker-engine", [At("usr/sbin/dockerd", "usr/bin/dockerd"), TarFile.Link("usr/bin/docker-init", "/sbin/tini-static")]) with
        {
            Depends = ["ca-certificates", "containerd", "iptables", "tini-static", Libraries],
        };
        yield return Package("containerd", Same("usr/bin/containerd", "usr/bin/containerd-shim-runc-v2")) with { Depends = ["runc", Libraries] };
        yield return Package("runc", [At("usr/sbin/runc", "usr/bin/runc")]) with { Depends = [Libraries] };
        yield return Package("crun", [At("usr/bin/crun", "usr/bin/crun")]) with { Depends = [Libraries] };
        yield return Package("tini-static", [At("usr/bin/tini-static", "sbin/tini-static")]);
        yield return Package("busybox-static", [At("usr/bin/busybox", "bin/busybox.static")]);
        yield return Package("iptables", Below("usr/sbin/xtables-"), s_iptables.Select(name => TarFile.Link($"usr/sbin/{name}", "xtables-nft-multi"))) with
        {
            Depends = [Libraries],
        };
    }

    private static AlpinePackage Package(string name, params IEnumerable<TarFile>[] files) => new(name, Version, [.. files.SelectMany(part => part)]);

    private IEnumerable<TarFile> Below(string prefix) => _files.Values.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal));

    private IEnumerable<TarFile> Same(params string[] paths) => paths.Select(path => _files[path]);

    private TarFile At(string path, string target) => _files[path] with { Path = target };

    // The file and the links to it, where musl looks.
    private IEnumerable<TarFile> LibraryAt(string name) =>
        Below($"{LibraryDirectory}{name}").Select(file => file with { Path = file.Path.Replace(LibraryDirectory, "usr/lib/", StringComparison.Ordinal) });

    private static bool IsNeeded(string path) =>
        !path.EndsWith(".a", StringComparison.Ordinal) && !path.Contains("/gconv/", StringComparison.Ordinal)
        && !path.Contains("/ossl-modules/", StringComparison.Ordinal);
}
