using System.Text.Json;
using Pockr.Contracts;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Images;

/// <summary>Reads <c>manifest.json</c> and finds everything in it that this program cannot use.</summary>
internal static class ManifestReader
{
    private const long LargestFile = 1L << 44;

    private static readonly string[] s_required = [ImageManifest.BaseDisk, ImageManifest.KernelFile, ImageManifest.Initramfs];

    public static bool IsThere(string directory) => File.Exists(PathIn(directory));

    public static MachineImage Read(string directory)
    {
        var path = PathIn(directory);
        var findings = Parse(File.ReadAllBytes(path), out var manifest);
        return findings.Count == 0 ? new MachineImage(Path.GetFullPath(directory), manifest!) : throw Failures.ManifestDamaged(path, findings);
    }

    /// <returns>Everything that is wrong with it; if that is nothing, there is a manifest.</returns>
    public static IReadOnlyList<string> Parse(byte[] json, out ImageManifest? manifest)
    {
        try
        {
            manifest = JsonSerializer.Deserialize(json, ContractsJson.Default.ImageManifest);
        }
        catch (JsonException exception)
        {
            manifest = null;
            return [$"it is not JSON of the expected form ({exception.Message})"];
        }

        return manifest is null ? ["it is empty."] : [.. Validate(manifest)];
    }

    private static IEnumerable<string> Validate(ImageManifest manifest)
    {
        if (manifest.Schema != ImageManifest.CurrentSchema)
        {
            // Nothing else can be relied on.
            yield return $"schema is {manifest.Schema}, and this pockr knows {ImageManifest.CurrentSchema}.";
            yield break;
        }

        if (!GuestArchitecture.IsKnown(manifest.Architecture))
        {
            yield return $"architecture is '{manifest.Architecture}', and this pockr knows {string.Join(", ", GuestArchitecture.Names)}.";
        }

        foreach (var (name, value) in new[] { ("distro", manifest.Distro), ("buildId", manifest.BuildId) })
        {
            if (!IsPlain(value))
            {
                yield return $"{name} is '{value}'; letters and digits are expected.";
            }
        }

        if (string.IsNullOrWhiteSpace(manifest.CommandLine) || manifest.EmulatedCommandLine is null)
        {
            yield return "commandLine or emulatedCommandLine is missing.";
        }

        if (manifest.DiskBytes is < 1 or > DiskSize.LargestBytes)
        {
            yield return $"diskBytes is {manifest.DiskBytes}, and {DiskSize.LargestBytes} is the most.";
        }

        foreach (var finding in ValidateFiles(manifest.Files ?? []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<string> ValidateFiles(IReadOnlyList<ImageFile> files)
    {
        if (files.Any(file => file is null))
        {
            yield return "files has an entry that is nothing.";
            yield break;
        }

        foreach (var name in s_required.Except(files.Select(file => file.Name)))
        {
            yield return $"files does not list {name}.";
        }

        if (files.DistinctBy(file => file.Name).Count() != files.Count)
        {
            yield return "files lists a file twice.";
        }

        foreach (var file in files)
        {
            if (string.IsNullOrEmpty(file.Name) || file.Name.StartsWith('.') || Path.GetFileName(file.Name) != file.Name)
            {
                yield return $"files lists '{file.Name}', which is not a plain file name.";
            }

            if (file.Sha256 is not { Length: 64 } || !file.Sha256.All(char.IsAsciiHexDigit))
            {
                yield return $"files has no SHA-256 for {file.Name}.";
            }

            if (file.Bytes is < 0 or > LargestFile)
            {
                yield return $"files has {file.Bytes} bytes for {file.Name}.";
            }
        }
    }

    // These become names of directories.
    private static bool IsPlain(string? value) => value is { Length: > 0 and <= 64 } && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string PathIn(string directory) => Path.Combine(directory, ImageManifest.FileName);
}
