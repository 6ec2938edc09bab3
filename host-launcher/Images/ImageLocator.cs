using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Images;

/// <summary>Finds the image a new machine is made of: named on the line, named in the environment, built beside the program, installed.</summary>
internal sealed class ImageLocator(PockrHome home, string programDirectory, string architecture, string? fromEnvironment)
{
    public const string Variable = "POCKR_IMAGE";

    private string Built => Path.GetFullPath(Path.Combine(programDirectory, "..", "image"));

    public MachineImage Locate(string? directory)
    {
        return Find(directory) ?? throw Failures.NoImage([Built, home.Images]);
    }

    /// <summary>The image, or nothing if none is named and none is found.</summary>
    public MachineImage? Find(string? directory)
    {
        if (directory is not null)
        {
            return ReadNamed(directory, "--image");
        }

        return fromEnvironment is { Length: > 0 }
            ? ReadNamed(fromEnvironment, Variable)
            : NewestIn(Built, $"*-{architecture}") ?? NewestIn(home.Images, $"*-{architecture}-*");
    }

    private static MachineImage ReadNamed(string directory, string source)
    {
        return ManifestReader.IsThere(directory)
            ? ManifestReader.Read(directory)
            : throw Failures.ImageDirectoryMissing(Path.GetFullPath(directory), source);
    }

    private static MachineImage? NewestIn(string parent, string pattern)
    {
        if (!Directory.Exists(parent))
        {
            return null;
        }

        var newest = Directory.EnumerateDirectories(parent, pattern)
            .Where(directory => !Path.GetFileName(directory).StartsWith('.') && ManifestReader.IsThere(directory))
            .MaxBy(directory => File.GetLastWriteTimeUtc(Path.Combine(directory, ImageManifest.FileName)));
        return newest is null ? null : ManifestReader.Read(newest);
    }
}
