using System.Text.Json.Nodes;
using Pockr.Bench.Processes;

namespace Pockr.Bench.Machines;

/// <summary>A version of Pockr that was built: what its machines are started by, and made of.</summary>
/// <param name="Launcher">The published launcher.</param>
/// <param name="Image">Directory of the image.</param>
internal sealed record PockrBuild(string Launcher, string Image)
{
    public static string LauncherIn(string checkout) => Path.Combine(checkout, "artifacts/bin/pockr");

    public static string ManifestIn(string image) => Path.Combine(image, "manifest.json");

    /// <summary>What was built in another working copy.</summary>
    public static PockrBuild In(string checkout)
    {
        var launcher = LauncherIn(checkout);
        if (!File.Exists(launcher))
        {
            throw Failures.LauncherNotBuilt(launcher);
        }

        var images = Path.Combine(checkout, "artifacts/image");
        return new PockrBuild(launcher, ImagesIn(images).Max(StringComparer.Ordinal) ?? throw Failures.ImageNotBuilt(images));
    }

    public PockrMachine NewMachine(string home, string name) =>
        new(new Tool(Launcher, ("POCKR_HOME", home), ("POCKR_IMAGE", Image), ("POCKR_VM", name)), home, name);

    /// <summary>Which image it is.</summary>
    public async Task<string> ReadImageIdAsync(CancellationToken cancellationToken)
    {
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(ManifestIn(Image), cancellationToken))!;
        return $"{manifest["distro"]}-{manifest["architecture"]}-{manifest["buildId"]}";
    }

    private static IEnumerable<string> ImagesIn(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateDirectories(directory, "*-x86_64").Where(image => File.Exists(ManifestIn(image)))
        : [];
}
