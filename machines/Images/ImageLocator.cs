using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Images;

/// <summary>Finds the image a new machine is made of: named on the line, named in the environment, built beside the program, taken in or installed with the program.</summary>
internal sealed class ImageLocator(PockrHome home, string programDirectory, string architecture, string? fromEnvironment)
{
    public const string Variable = "POCKR_IMAGE";

    private string Built => Path.GetFullPath(Path.Combine(programDirectory, "..", "image"));

    // /usr/share/pockr/images for /usr/bin/pockr.
    private string Shared => Path.GetFullPath(Path.Combine(programDirectory, "..", "share", "pockr", "images"));

    public MachineImage Locate(string? directory)
    {
        return Find(directory) ?? throw Failures.NoImage([Built, home.Images, Shared]);
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
            : NewestOf(FindIn(Built, $"*-{architecture}")) ?? NewestOf(new[] { home.Images, Shared }.SelectMany(place => FindIn(place, $"*-{architecture}-*")));
    }

    /// <summary>The image new machines are made of; nothing also if it cannot be read.</summary>
    public MachineImage? FindQuietly()
    {
        try
        {
            return Find(null);
        }
        catch (LauncherException)
        {
            return null;
        }
    }

    /// <summary>Directories of images that are not in the home: built beside the program, or installed with it.</summary>
    public IEnumerable<string> FindOthers() => new[] { Built, Shared }.SelectMany(place => FindIn(place, "*"));

    private static MachineImage ReadNamed(string directory, string source)
    {
        return ManifestReader.IsThere(directory)
            ? ManifestReader.Read(directory)
            : throw Failures.ImageDirectoryMissing(Path.GetFullPath(directory), source);
    }

    private static IEnumerable<string> FindIn(string parent, string pattern) => !Directory.Exists(parent)
        ? []
        : Directory.EnumerateDirectories(parent, pattern)
            .Where(directory => !Path.GetFileName(directory).StartsWith('.') && ManifestReader.IsThere(directory));

    private static MachineImage? NewestOf(IEnumerable<string> directories) =>
        directories.MaxBy(directory => File.GetLastWriteTimeUtc(Path.Combine(directory, ImageManifest.FileName))) is { } newest
            ? ManifestReader.Read(newest)
            : null;
}
