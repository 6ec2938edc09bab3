using Pockr.Contracts;

namespace Pockr.Machines.Disks;

/// <summary>What an exported machine is; <c>machine.json</c>, the first file of the archive. It has no token, and no memory.</summary>
internal sealed record PackedMachine
{
    public const int CurrentSchema = 1;

    public const string FileName = "machine.json";

    /// <summary>What the machine has otherwise than its image, as a disk that names no other.</summary>
    public const string Disk = "disk.qcow2";

    /// <summary>Where the image's files are, if it comes with them.</summary>
    public const string ImagePrefix = "image/";

    private const long LargestFile = 1L << 44;
    private const int DigestLength = 64;

    private static readonly string[] s_known =
    [
        Disk,
        ImagePrefix + ImageManifest.FileName,
        ImagePrefix + ImageManifest.BaseDisk,
        ImagePrefix + ImageManifest.KernelFile,
        ImagePrefix + ImageManifest.Initramfs,
    ];

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Directory name of the image the machine was made of.</summary>
    public required string Image { get; init; }

    /// <summary>The size the guest sees.</summary>
    public required long DiskBytes { get; init; }

    public required int Cpus { get; init; }

    public required int MemoryMiB { get; init; }

    public int? DiskMiB { get; init; }

    /// <summary>Every file of the archive but this one.</summary>
    public required IReadOnlyList<ImageFile> Files { get; init; }

    public bool HasImage => Files.Any(file => file.Name == ImagePrefix + ImageManifest.FileName);

    /// <summary>All that is wrong. What is written here comes from outside, and becomes names and sizes of files.</summary>
    public IEnumerable<string> Validate()
    {
        if (Schema != CurrentSchema)
        {
            yield return $"its schema is {Schema}, and this pockr knows {CurrentSchema}.";
            yield break;
        }

        if (Image is not { Length: > 0 and <= 200 } || !Image.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            yield return $"'{Image}' is no image's name.";
        }

        if (DiskBytes <= 0 || DiskBytes > DiskSize.LargestBytes || DiskMiB is < 1 or > DiskSize.LargestMiB || DiskMiB > DiskBytes / DiskSize.MiB)
        {
            yield return $"its disk has {DiskBytes} bytes.";
        }

        if (Cpus < 1 || MemoryMiB < 1)
        {
            yield return $"it has {Cpus} processors and {MemoryMiB} MiB of memory.";
        }

        foreach (var finding in ValidateFiles(Files ?? []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<string> ValidateFiles(IReadOnlyList<ImageFile> files)
    {
        if (files.All(file => file?.Name != Disk))
        {
            yield return $"it lists no {Disk}.";
        }

        if (files.DistinctBy(file => file?.Name).Count() != files.Count)
        {
            yield return "it lists a file twice.";
        }

        foreach (var file in files)
        {
            if (file is null || !s_known.Contains(file.Name) || file.Bytes is < 1 or > LargestFile
                || file.Sha256 is not { Length: DigestLength } || !file.Sha256.All(char.IsAsciiHexDigit))
            {
                yield return $"it lists '{file?.Name}' with {file?.Bytes} bytes, which cannot be.";
            }
        }
    }
}
