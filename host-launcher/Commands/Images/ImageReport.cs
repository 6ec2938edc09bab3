using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary>An image as <c>image ls --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Name">Names this very build; for one that cannot be read, its directory's name.</param>
/// <param name="Directory">Where it is.</param>
/// <param name="Installed">Whether it is in the home, where machines lie over it, or is only to be copied from there.</param>
/// <param name="Next">Whether it is what new machines are made of.</param>
/// <param name="Bytes">What its files take.</param>
/// <param name="Machines">Machines that need it.</param>
/// <param name="Templates">Templates that need it.</param>
/// <param name="Distro">As its manifest says, like what follows.</param>
/// <param name="Release">The distribution's.</param>
/// <param name="Architecture">For which machines it is.</param>
/// <param name="BuildId">The last part of the name.</param>
/// <param name="Kernel">As <c>uname -r</c> prints it.</param>
/// <param name="Damage">Why it is of no use, if it is not.</param>
internal sealed record ImageReport(
    string Name,
    string Directory,
    bool Installed,
    bool Next,
    long Bytes,
    IReadOnlyList<string> Machines,
    IReadOnlyList<string> Templates,
    string? Distro = null,
    string? Release = null,
    string? Architecture = null,
    string? BuildId = null,
    string? Kernel = null,
    string? Damage = null)
{
    public static ImageReport Of(string directory, bool installed, string? next, IReadOnlyList<ImageUse> uses)
    {
        directory = Path.GetFullPath(directory);
        var report = new ImageReport(
            Path.GetFileName(directory), directory, installed, directory == next, Removable.BytesOf(directory), Users(UserKind.Machine), Users(UserKind.Template));
        try
        {
            var image = ManifestReader.Read(directory);
            return report with
            {
                Name = image.Id,
                Distro = image.Manifest.Distro,
                Release = image.Manifest.Release,
                Architecture = image.Manifest.Architecture,
                BuildId = image.Manifest.BuildId,
                Kernel = image.Manifest.Kernel,
            };
        }
        catch (Exception damage) when (damage is LauncherException or IOException or UnauthorizedAccessException)
        {
            return report with { Damage = damage.Message };
        }

        string[] Users(UserKind kind) => [.. uses.Where(use => use.Directory == directory && use.Kind == kind).Select(use => use.Name).Order(StringComparer.Ordinal)];
    }
}
