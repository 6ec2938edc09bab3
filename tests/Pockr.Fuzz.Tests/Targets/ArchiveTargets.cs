using System.Buffers.Binary;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Archives;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;
using Pockr.HostLauncher.ContainerImages;
using Pockr.Machines;
using Pockr.Machines.Archives;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;
using Pockr.Signing;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Archives and disks that come from elsewhere: released images, exported machines, and what containers hand out.</summary>
internal static class ArchiveTargets
{
    private const string Inside = "inside";
    private const long LargestDictionary = 64 << 20;
    private const int ExtImageBytes = 64 << 10; // which its superblock says

    private static readonly string[] s_names = ["top/../escape", "/etc/passwd", "../escape", "top/link/through", "top//", "./"];

    private static readonly byte[] s_text = "some text\n"u8.ToArray();

    // What seeds/files.tar.xz has in it.
    private static readonly (string Name, byte[] Content)[] s_files =
        [(ImageManifest.BaseDisk, Disk(null)), (ImageManifest.KernelFile, "kernel\n"u8.ToArray()), (ImageManifest.Initramfs, "initramfs\n"u8.ToArray())];

    private static readonly string[] s_entries = ["a", "src/deep/below/file.o", $"{string.Concat(Enumerable.Repeat("a/", 60))}b", new string('a', 200)];

    private static readonly byte[][] s_trees =
    [
        .. from format in (TarEntryFormat[])[TarEntryFormat.Pax, TarEntryFormat.Gnu, TarEntryFormat.Ustar, TarEntryFormat.V7]
           select Seeds.Tar(format, ("top/", []), ("top/file", s_text), ("top/link -> ../..", []), ("top/below/", []), ("top/below/other", s_text)),
    ];

    public static IEnumerable<Target> All =>
    [
        new("cp-archive", s_trees, Unpack) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)], Mend = TarMending.Mend, Tokens = s_names },
        new("image-bundle", [Bundle(Manifest(), Seeds.Read("files.tar.xz"))], Extract) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)], Mend = TarMending.Mend },
        new("bundle-manifest", [Manifest()], input => Extract(Bundle(input, Seeds.Read("files.tar.xz")))) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)] },
        new("bundle-files", [Seeds.Read("files.tar.xz"), Seeds.Read("text.xz")], input => Extract(Bundle(Manifest(), input))) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)] },
        new("xz", [Seeds.Read("text.xz"), Seeds.Read("code.xz")], input => Drain(XzStream.Open(new MemoryStream(input), LargestDictionary)))
        {
            Promised = [typeof(InvalidDataException), typeof(EndOfStreamException)],
            MostAllocation = 256 << 20,
        },
        new("x86-code", ["\xe8\x00\x00\x00\x00\x90\xe9\xff\xff\xff\xff"u8.ToArray()], input => Drain(new X86Code(new MemoryStream(input)))),
        new("machine-export", [Export()], Import) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)], Mend = TarMending.Mend },
        new("machine-export-description", [Description()], input => Import(Seeds.Tar(TarEntryFormat.Ustar, (PackedMachine.FileName, input), (PackedMachine.Disk, s_text))))
        {
            ShortRun = Target.FileCases, Promised = [typeof(LauncherException)],
        },
        Target.OfFile("qcow2", path => Qcow2Header.Read(path), Disk(null), Disk("/etc/passwd")) with { Promised = [typeof(InvalidDataException)] },
        new("files-upload", s_trees, input => ArchiveRules.CheckAsync(new MemoryStream(input), CancellationToken.None).GetAwaiter().GetResult())
        {
            Promised = [typeof(ProblemException)], Mend = TarMending.Mend, Tokens = s_names,
        },
        new("archive-upload", [.. s_trees, Seeds.Gzip(s_trees[0]), Seeds.Read("text.xz"), "\x28\xb5\x2f\xfd"u8.ToArray()], Upload) { Promised = [typeof(ProblemException)] },
        new("ext-image", [Seeds.Read("rootfs.img")], input => ReadExtImageAsync(input).GetAwaiter().GetResult()) { ShortRun = Target.FileCases, Promised = [typeof(LauncherException)] },
        Target.OfText("dockerignore", MatchIgnored, "# comment\n*.o\n!keep/**/file\n[a-z]?x\n**/node_modules/**\n") with
        {
            Promised = [typeof(LauncherException)], Tokens = ["**", "**/", "/**", "*a", "[^", "!", "\\"],
        },
    ];

    private static void Unpack(byte[] tar)
    {
        using var scratch = new Scratch();
        var inside = Directory.CreateDirectory(Path.Combine(scratch.Directory, Inside)).FullName;
        try
        {
            new TreeReader(new CopyTarget(inside, "top"), _ => { }).ReadAsync(new MemoryStream(tar), CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            scratch.EnsureOnly(Inside);
        }
    }

    private static byte[] Bundle(byte[] manifest, byte[] files)
    {
        var lines = s_files.Select(file => (file.Name, Digest: DigestOf(file.Content))).Prepend((Name: ImageManifest.FileName, Digest: DigestOf(manifest)));
        var sums = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line.Digest}  {line.Name}\n")));
        return Seeds.Tar(
            TarEntryFormat.Pax, (SignedSums.FileName, sums), (ImageManifest.FileName, manifest), (ReleasedImage.FilesArchive, files));
    }

    private static byte[] Manifest() => JsonSerializer.SerializeToUtf8Bytes(
        new ImageManifest(
            1, "debian", "trixie", "x86_64", "00112233aabbccdd", "6.12", "console=ttyS0", "", 512, 8L << 30,
            [.. s_files.Select(file => new ImageFile(file.Name, file.Content.Length, DigestOf(file.Content)))], [new ImagePackage("busybox", "1", new string('a', 64))]),
        ContractsJson.Default.ImageManifest);

    private static void Extract(byte[] bundle)
    {
        using var scratch = new Scratch();
        var inside = Directory.CreateDirectory(Path.Combine(scratch.Directory, Inside)).FullName;
        try
        {
            ExtractAsync(bundle, inside).GetAwaiter().GetResult();
        }
        finally
        {
            scratch.EnsureOnly(Inside);
        }
    }

    private static async Task ExtractAsync(byte[] bundle, string directory)
    {
        await using var reader = new ImageBundle(new MemoryStream(bundle), "bundle", new ImageTrust([], AllowsUnsigned: true));
        await reader.ExtractAsync(directory, CancellationToken.None);
    }

    private static byte[] Description() => JsonSerializer.SerializeToUtf8Bytes(
        new PackedMachine
        {
            Image = "debian-x86_64-00112233aabbccdd",
            DiskBytes = 8L << 30,
            Cpus = 2,
            MemoryMiB = 2048,
            DiskMiB = 8192,
            Files = [new ImageFile(PackedMachine.Disk, s_text.Length, DigestOf(s_text))],
        },
        MachineJson.Default.PackedMachine);

    private static byte[] Export() => Seeds.Tar(TarEntryFormat.Pax, (PackedMachine.FileName, Description()), (PackedMachine.Disk, s_text));

    private static void Import(byte[] archive)
    {
        using var scratch = new Scratch();
        var inside = Directory.CreateDirectory(Path.Combine(scratch.Directory, Inside)).FullName;
        try
        {
            ImportAsync(archive, inside).GetAwaiter().GetResult();
        }
        finally
        {
            scratch.EnsureOnly(Inside);
        }
    }

    private static async Task ImportAsync(byte[] archive, string directory)
    {
        await using var reader = new PackedArchive(new MemoryStream(archive), "file");
        var packed = await reader.ReadDescriptionAsync(CancellationToken.None);
        await reader.ExtractAsync(packed, _ => true, directory, CancellationToken.None);
    }

    private static void Upload(byte[] input) => UploadAsync(input).GetAwaiter().GetResult();

    private static async Task UploadAsync(byte[] input)
    {
        await using var archive = await ArchiveStream.OpenAsync(new MemoryStream(input), limitBytes: 8192, SHA256.HashData(input), CancellationToken.None);
        await archive.CopyToAsync(Stream.Null);
        archive.Verify();
    }

    private static async Task ReadExtImageAsync(byte[] input)
    {
        using var scratch = new Scratch();
        var inside = Directory.CreateDirectory(Path.Combine(scratch.Directory, Inside)).FullName;
        Array.Resize(ref input, ExtImageBytes);
        var image = scratch.Write("image", input);
        var debugFs = new DebugFs(new ProcessRunner());
        try
        {
            await debugFs.UnpackAsync(image, inside, CancellationToken.None);
            await new RootFileSystem(inside, debugFs).ReadAsync((tar, _) => tar.CopyToAsync(Stream.Null), "", CancellationToken.None);
        }
        finally
        {
            scratch.EnsureOnly(Inside, "image");
            await debugFs.RemoveAsync(inside);
        }
    }

    private static void MatchIgnored(string text)
    {
        var rules = new IgnoreRules(text.Split('\n'), "Dockerfile");
        foreach (var name in s_entries)
        {
            _ = rules.Takes(name) | rules.LooksInto(name);
        }
    }

    private static byte[] Disk(string? backingFile)
    {
        var name = Encoding.UTF8.GetBytes(backingFile ?? "");
        var file = new byte[104 + name.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x514649fb);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt64BigEndian(file.AsSpan(8), backingFile is null ? 0ul : 104);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), (uint)name.Length);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(24), 8L << 30);
        name.CopyTo(file, 104);
        return file;
    }

    private static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Drain(Stream stream)
    {
        using (stream)
        {
            stream.CopyTo(Stream.Null);
        }
    }
}
