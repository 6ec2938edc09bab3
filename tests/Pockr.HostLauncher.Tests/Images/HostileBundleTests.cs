using System.Formats.Tar;
using System.Text;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Signing;

namespace Pockr.HostLauncher.Tests.Images;

/// <summary>Files that look like a released image and are not one.</summary>
public sealed class HostileBundleTests
{
    private const int LargestCompanion = 64 << 20;

    public static TheoryData<string, string> Files => new()
    {
        { "no archive", "it is no tar archive, or cut off" },
        { "nothing", "it is no tar archive, or cut off" },
        { "no checksums", "it has 'manifest.json' where SHA256SUMS is to be" },
        { "no manifest", "it has 'files.tar.xz' where manifest.json is to be" },
        { "no files", "it has 'nothing' where files.tar.xz is to be" },
        { "files that are not packed", "files.tar.xz in it cannot be unpacked: it is no xz file" },
        { "files packed otherwise", "files.tar.xz in it cannot be unpacked: it is packed with other filters than LZMA2 and x86" },
        { "a huge dictionary", "files.tar.xz in it cannot be unpacked: it takes 4095 MiB of memory to unpack, and 64 are the most" },
        { "an empty archive", "files.tar.xz in it cannot be unpacked: it is no xz file" },
        { "a damaged archive", "(what is packed in it is damaged or cut off)" },
        { "a cut archive", "(what is packed in it is damaged or cut off)" },
        { "a file afterwards", "it has 'other' after files.tar.xz, where nothing is to be" },
        { "a checksum of a path", "which is no checksum of a file" },
        { "a checksum twice", "which is no checksum of a file or is there twice" },
        { "a checksum of checksums", "its SHA256SUMS lists itself" },
        { "a manifest that is none", "it is not JSON of the expected form" },
        { "another manifest", "manifest.json has the SHA-256" },
        { "a manifest of another file", "manifest.json has another digest of base.qcow2 than SHA256SUMS" },
        { "a manifest of a path up there", "files lists '../x', which is not a plain file name" },
        { "a manifest of an absolute path", "files lists '/etc/passwd', which is not a plain file name" },
        { "a manifest that lists twice", "files lists a file twice" },
        { "a build id up there", "buildId is '../../x'" },
        { "a huge disk", "diskBytes is 9223372036854775807" },
        { "a huge file", "files has 1152921504606846976 bytes for vmlinux" },
        { "a negative size", "files has -1 bytes for vmlinux" },
        { "a path up there", "it has '../x', which SHA256SUMS does not list" },
        { "an absolute path", "it has '/etc/passwd', which SHA256SUMS does not list" },
        { "another file", "it has 'other', which SHA256SUMS does not list" },
        { "a file twice", "it has 'base.qcow2', which SHA256SUMS does not list, or has it twice" },
        { "a symbolic link", "'vmlinux' in it is not a plain file" },
        { "a hard link", "'vmlinux' in it is not a plain file" },
        { "a directory", "'vmlinux' in it is not a plain file" },
        { "a device", "'vmlinux' in it is not a plain file" },
        { "another size", "'vmlinux' in it has 19 bytes" },
        { "another content", "vmlinux has the SHA-256" },
        { "a huge companion", "'sbom.spdx.json' in it has 67108865 bytes" },
        { "a huge name", "the names in it are longer than names are" },
        { "no disk", "base.qcow2 is missing" },
        { "no companion", "sbom.spdx.json is missing" },
        { "cut off", "cut off" },
        { "a backing file", "its disk names other files: /etc/passwd" },
        { "a data file", "its disk names other files: one with its data" },
        { "a disk that is none", "its disk is damaged: it is not a qcow2 file" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AFileThatIsNotAsItShouldBe_IsRefusedByName_AndLeavesNothing(string kind, string message)
    {
        await using var launcher = await Launcher.CreateAsync();
        launcher.Input = new MemoryStream(Make(launcher.Place, kind));

        var exitCode = await launcher.RunAsync("image", "import", "-", "--allow-unsigned");

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("error: standard input is not taken as an image: ", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ImageDamaged, exitCode);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images).Select(Path.GetFileName));
        Assert.Empty(launcher.Host.Commands);
    }

    private static byte[] Make(TemporaryHome place, string kind)
    {
        place.WriteImage(manifest => Change(manifest, kind), kind switch
        {
            "a backing file" => Qcow2File.Over("/etc/passwd"),
            "a data file" => Qcow2File.Over(null, hasDataFile: true),
            "a disk that is none" => Encoding.UTF8.GetBytes(new string('x', 512)),
            _ => null,
        });
        var files = BundleFile.FilesOf(place);
        if (kind == "a manifest that is none")
        {
            files[0] = (ImageManifest.FileName, "{"u8.ToArray());
        }

        var sums = Change(BundleFile.HeadOf(files).Single().Content, kind);
        return kind switch
        {
            "no archive" => Encoding.UTF8.GetBytes(new string('x', 4096)),
            "nothing" => BundleFile.Tar([]),
            "cut off" => BundleFile.Of(place)[..^1600],
            "no files" => BundleFile.Tar([Regular(SignedSums.FileName, sums), Regular(files[0].Name, files[0].Content)]),
            _ => BundleFile.Pack(
                Entries([(SignedSums.FileName, sums), .. files], kind), content => Pack(content, kind), kind == "a file afterwards" ? [Regular("other", [1])] : []),
        };
    }

    // The length of its header, flags, and the two filters come first in a block, each as its number and the length of what it is told.
    private static byte[] Pack(byte[] content, string kind)
    {
        const int dictionary = 12 + 6;
        var packed = kind == "files packed otherwise" ? XzTool.Pack(content, "--delta", "--lzma2=preset=0") : XzTool.Pack(content);
        switch (kind)
        {
            case "files that are not packed":
                return content;
            case "an empty archive":
                return [];
            case "a huge dictionary":
                packed[dictionary] = 40;
                break;
            case "a cut archive":
                return packed[..^100];
            case "a damaged archive":
                packed.AsSpan(packed.Length / 2, 64).Clear();
                break;
            default:
                break;
        }

        return packed;
    }

    private static ImageManifest Change(ImageManifest manifest, string kind)
    {
        var kernel = manifest.Files.Single(file => file.Name == ImageManifest.KernelFile);
        ImageManifest With(ImageFile changed) => manifest with { Files = [.. manifest.Files.Where(file => file != kernel), changed] };
        return kind switch
        {
            "a manifest of another file" => manifest with { Files = [manifest.Files[0] with { Sha256 = kernel.Sha256 }, .. manifest.Files.Skip(1)] },
            "a manifest of a path up there" => manifest with { Files = [.. manifest.Files, kernel with { Name = "../x" }] },
            "a manifest of an absolute path" => manifest with { Files = [.. manifest.Files, kernel with { Name = "/etc/passwd" }] },
            "a manifest that lists twice" => manifest with { Files = [.. manifest.Files, kernel] },
            "a build id up there" => manifest with { BuildId = "../../x" },
            "a huge disk" => manifest with { DiskBytes = long.MaxValue },
            "a huge file" => With(kernel with { Bytes = 1L << 60 }),
            "a negative size" => With(kernel with { Bytes = -1 }),
            _ => manifest,
        };
    }

    private static byte[] Change(byte[] sums, string kind)
    {
        var text = Encoding.UTF8.GetString(sums);
        var first = text[..text.IndexOf(' ', StringComparison.Ordinal)];
        return Encoding.UTF8.GetBytes(kind switch
        {
            "a checksum of a path" => $"{text}{first}  ../x\n",
            "a checksum twice" => text + text,
            "a checksum of checksums" => $"{text}{first}  {SignedSums.FileName}\n",
            "another manifest" => text.Replace(first, new string('0', first.Length), StringComparison.Ordinal),
            _ => text,
        });
    }

    private static IEnumerable<TarEntry> Entries(IEnumerable<(string Name, byte[] Content)> files, string kind)
    {
        foreach (var (name, content) in files)
        {
            switch (kind, name)
            {
                case ("no checksums", SignedSums.FileName):
                case ("no manifest", ImageManifest.FileName):
                case ("no disk", ImageManifest.BaseDisk):
                case ("no companion", BundleFile.Companion):
                    break;
                case (_, ImageManifest.KernelFile) when OddKernel(kind) is { } odd:
                    yield return odd;
                    break;
                case ("another size", ImageManifest.KernelFile):
                    yield return Regular(name, [.. content, 0]);
                    break;
                case ("another content", ImageManifest.KernelFile):
                    yield return Regular(name, [.. content.Reverse()]);
                    break;
                case ("a huge companion", BundleFile.Companion):
                    yield return Regular(name, new byte[LargestCompanion + 1]);
                    break;
                case ("a huge name", BundleFile.Companion):
                    yield return new PaxTarEntry(TarEntryType.RegularFile, name, [KeyValuePair.Create("comment", new string('x', 1 << 20))]);
                    break;
                default:
                    yield return Regular(name, content);
                    break;
            }
        }

        var more = kind switch
        {
            "a path up there" => "../x",
            "an absolute path" => "/etc/passwd",
            "another file" => "other",
            "a file twice" => ImageManifest.BaseDisk,
            _ => null,
        };
        if (more is not null)
        {
            yield return Regular(more, [1]);
        }
    }

    private static PaxTarEntry? OddKernel(string kind) => kind switch
    {
        "a symbolic link" => new PaxTarEntry(TarEntryType.SymbolicLink, ImageManifest.KernelFile) { LinkName = "/etc/passwd" },
        "a hard link" => new PaxTarEntry(TarEntryType.HardLink, ImageManifest.KernelFile) { LinkName = ImageManifest.FileName },
        "a directory" => new PaxTarEntry(TarEntryType.Directory, ImageManifest.KernelFile),
        "a device" => new PaxTarEntry(TarEntryType.CharacterDevice, ImageManifest.KernelFile),
        _ => null,
    };

    private static UstarTarEntry Regular(string name, byte[] content) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };
}
