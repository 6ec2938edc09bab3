using System.Formats.Tar;
using System.Text;
using Pockr.Architecture.Tests;
using Pockr.Image;
using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Errors;
using Pockr.Image.Kernel;
using Pockr.Image.Packages;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;
using Pockr.Testing.Alpine;
using TarFile = Pockr.Testing.Alpine.TarFile;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>What an image is built of: indexes and packages of mirrors, kernels, recipes and locks.</summary>
internal static class ImageBuildTargets
{
    private const string KeyName = "builder@example.com.rsa.pub";
    private const string Inside = "inside";

    private static readonly AlpineKey s_key = new(KeyName);
    private static readonly PinnedKeys s_keys = new(new Dictionary<string, string> { [KeyName] = s_key.PublicKey });
    private static readonly BuiltPackage s_package = BuiltPackage.Build(new AlpinePackage("musl", "1.2.5-r0", [TarFile.Of("lib/libc.so", "code")]), s_key);

    private static readonly byte[] s_tree = Seeds.Tar(
        TarEntryFormat.Ustar, ("./usr/share/doc/a/copyright", "License: GPL-2+\nLicense: MIT\n"u8.ToArray()), ("./lib/", []), ("./lib/x", "code"u8.ToArray()), ("./usr/lib/l -> ../x", []));

    public static IEnumerable<Target> All =>
    [
        new("apk-index", [Encoding.UTF8.GetBytes(s_package.Record() + "\n")], ReadSignedIndex) { Promised = [typeof(ImageException)], ShortRun = Target.FileCases },
        new("apk-index-file", [SignedIndex(Encoding.UTF8.GetBytes(s_package.Record()))], ReadIndex) { ShortRun = Target.FileCases, Promised = [typeof(ImageException)] },
        new("apk-package", [s_package.Bytes], Verify) { ShortRun = Target.FileCases, Promised = [typeof(ImageException)] },
        new("apk-package-data", [Untarred()], VerifyData) { Promised = [typeof(ImageException)], Mend = TarMending.Mend, ShortRun = Target.FileCases },
        new("gzip-members", [s_package.Bytes], input => GzipMembers.Read(new MemoryStream(input))) { Promised = [typeof(InvalidDataException), typeof(EndOfStreamException)] },
        new("package-tree", [s_tree], UnpackPackage) { ShortRun = Target.FileCases, Promised = [typeof(ImageException)], Mend = TarMending.Mend, Tokens = ["../x", "usr/lib/l/through", "/etc/passwd"] },
        new("package-copyrights", [s_tree], ReadCopyrights) { Promised = [typeof(ImageException)], Mend = TarMending.Mend },
        Target.OfText("license-terms", text => LicenseTerms.Of(DebianCopyrights.Parse(text)), "License: GPL-2+ with Libtool exception or MIT and BSD-3-clause\n", "see /usr/share/common-licenses/GPL-2."),
        Target.OfText("apt-sources", ReadSources, "deb [signed-by=/k] http://deb.debian.org/debian trixie main\n", "Types: deb\nURIs: http://a\nSuites: trixie trixie-updates\nComponents: main\nSigned-By:\n KEY\n .\n\n"),
        Target.OfFile("package-lock", path => _ = PackageLock.Read(path).Digest, Lock()) with { Promised = [typeof(ImageException)] },
        Target.OfFile("recipe", path => RecipeFile.Read(path, Image.Architecture.X64), RecipeSeed("alpine"), RecipeSeed("debian")) with { Promised = [typeof(ImageException)], MostAllocation = 128 << 20 },
        new("bzimage", [BzImageSeed()], input => BzImage.FindPayload(input)) { Promised = [typeof(ImageException)] },
        new("kernel-payload", [Seeds.Gzip("kernel\n"u8.ToArray()), Seeds.Read("text.zst"), Seeds.Read("text.xz")], UnpackKernel) { Promised = [typeof(ImageException)], ShortRun = Target.FileCases },
        new("arm-image", [[0, 0, 0, 0, .. "zimg"u8, 24, 0, 0, 0, 4, 0, 0, 0, .. new byte[8], .. "code"u8]], input => _ = ArmImage.IsKernel(input) ? [] : ArmImage.FindPayload(input)) { Promised = [typeof(ImageException)] },
        new("kernel-module", [Module()], ReadModule) { Promised = [typeof(ImageException)] },
        new("busybox-applets", [Busybox()], input => AppletTable.Read(input)) { Promised = [typeof(ImageException)] },
        Target.OfFile("published-libraries", path => PublishedLibrary.ReadAll(path),
            """{"runtimeTarget":{"name":"t"},"targets":{"t":{"a/1":{"runtime":{"lib/a.dll":{}}}}},"libraries":{"a/1":{"type":"package"}}}"""u8.ToArray()) with { Promised = [typeof(ImageException)] },
    ];

    private static byte[] SignedIndex(byte[] records)
    {
        var content = AlpineTar.Pack([new TarFile("APKINDEX", records, null, TarFile.Executable)], cut: false);
        return [.. s_key.Sign(content), .. content];
    }

    private static void ReadSignedIndex(byte[] records) => ReadIndex(SignedIndex(records));

    private static void ReadIndex(byte[] index)
    {
        using var scratch = new Scratch();
        _ = PackageIndex.Read(scratch.Write("index", index), "http://mirror/index", "v3/main/x86_64", s_keys).Newest;
    }

    private static void Verify(byte[] package)
    {
        using var scratch = new Scratch();
        var indexed = new IndexedPackage("musl", "1.2.5-r0", "v3/musl.apk", package.Length, ApkChecksum.Of(s_package.Control), "MIT", "musl", "", 1);
        new ApkFile(scratch.Write("musl.apk", package), "musl").VerifyAsync(indexed, s_keys, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static byte[] Untarred() => Seeds.Tar(TarEntryFormat.Pax, ("lib/", []), ("lib/libc.so", "code"u8.ToArray()), ("lib/link -> ../..", []));

    // Signed as it is, so that its files are looked at.
    private static void VerifyData(byte[] tar)
    {
        var data = Seeds.Gzip(tar);
        var info = $"pkgname = musl\ndatahash = {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data))}\n";
        var control = AlpineTar.Pack([TarFile.Of(".PKGINFO", info)], cut: true);
        byte[] package = [.. s_key.Sign(control), .. control, .. data];
        using var scratch = new Scratch();
        var indexed = new IndexedPackage("musl", "1.2.5-r0", "v3/musl.apk", package.Length, ApkChecksum.Of(control), "MIT", "musl", "", 1);
        new ApkFile(scratch.Write("musl.apk", package), "musl").VerifyAsync(indexed, s_keys, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static void UnpackPackage(byte[] tar)
    {
        using var scratch = new Scratch();
        var inside = Directory.CreateDirectory(Path.Combine(scratch.Directory, Inside)).FullName;
        try
        {
            new PackageUnpacker(inside, _ => true).UnpackAsync("package", new MemoryStream(tar), CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            scratch.EnsureOnly(Inside);
        }
    }

    private static void ReadCopyrights(byte[] tar)
    {
        var copyrights = new DebianCopyrights();
        copyrights.ReadAsync("a", new MemoryStream(tar), CancellationToken.None).GetAwaiter().GetResult();
        _ = copyrights.LicensesOf("a");
    }

    private static void ReadSources(string text)
    {
        var sources = AptSourceFiles.ParseLines(text).Concat(AptSourceFiles.ParseStanzas(text)).ToList();
        _ = DebianMirrors.FromHost(sources)?.SourceLines("trixie").ToList();
    }

    private static byte[] Lock() => Encoding.UTF8.GetBytes(
        $$"""{"schema":1,"distro":"debian","release":"trixie","architecture":"x86_64","recipe":"abc","snapshot":"20260131T120000Z","packages":[{"name":"crun","version":"1","url":"debian/pool/c/crun.deb","sha256":"{{new string('a', 64)}}","bytes":1,"source":"crun","sourceVersion":"1","licenses":["MIT"]}]}""");

    private static byte[] RecipeSeed(string distro) => File.ReadAllBytes(Path.Combine(Repository.Root, $"image/recipes/{distro}.json"));

    private static byte[] BzImageSeed()
    {
        var image = new byte[1024 + 64];
        image[0x1f1] = 1;
        "HdrS"u8.CopyTo(image.AsSpan(0x202));
        image[0x24c] = 32;
        return image;
    }

    private static void UnpackKernel(byte[] payload)
    {
        using var scratch = new Scratch();
        Payload.UnpackAsync(payload, Path.Combine(scratch.Directory, "vmlinux"), CancellationToken.None).GetAwaiter().GetResult();
    }

    private static byte[] Module()
    {
        var info = "depends=a,b\0alias=pci:v*\0"u8;
        var names = "\0.modinfo\0"u8;
        var module = new byte[64 + (3 * 64) + info.Length + names.Length];
        "\u007fELF\x02\x01"u8.CopyTo(module);
        module[0x28] = 64;
        module[0x3a] = 64;
        module[0x3c] = 3;
        module[0x3e] = 2;
        Section(module.AsSpan(64 + 64), name: 1, offset: 256, length: info.Length);
        Section(module.AsSpan(64 + 128), name: 0, offset: 256 + info.Length, length: names.Length);
        info.CopyTo(module.AsSpan(256));
        names.CopyTo(module.AsSpan(256 + info.Length));
        return [.. module, .. "sig"u8, .. new byte[8], 0, 0, 0, 3, .. "~Module signature appended~\n"u8];
    }

    private static void Section(Span<byte> header, byte name, int offset, int length)
    {
        header[0] = name;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(header[0x18..], offset);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(header[0x20..], length);
    }

    private static void ReadModule(byte[] module)
    {
        _ = KernelModule.DependenciesOf(module).Count + KernelModule.AliasesOf(module).Count;
        _ = KernelModule.WithoutSignature(module);
    }

    private static byte[] Busybox() => [.. "\u007fELFcode"u8, .. "[\0[[\0chroot\0init\0mount\0sh\0\0"u8, 0xff, 0x33, 0x24, 0x11, 0xff, 0xff];
}
