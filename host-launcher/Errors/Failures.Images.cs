using Pockr.HostLauncher.Images;
using Pockr.Signing;

namespace Pockr.HostLauncher.Errors;

/// <summary>Failures of machine images.</summary>
internal static partial class Failures
{
    private const string BuildAgain = "Build the image again with './build.sh image', or name another with '--image DIR'.";

    public static LauncherException NoImage(IEnumerable<string> places) => new(
        $"There is no machine image in {string.Join(" nor in ", places)}.",
        "Build one with './build.sh image', or name one with '--image DIR' or POCKR_IMAGE.",
        ExitCodes.ImageNotFound);

    public static LauncherException ImageDirectoryMissing(string directory, string source) => new(
        $"{directory}, named by {source}, has no machine image: manifest.json is not there.",
        "Name a directory that has manifest.json, base.qcow2, vmlinux and initramfs.cpio in it.",
        ExitCodes.ImageNotFound);

    public static LauncherException ManifestDamaged(string path, IEnumerable<string> findings, Exception? cause = null) => new(
        $"The image's {path} cannot be used: {string.Join(' ', findings)}",
        BuildAgain,
        ExitCodes.ImageDamaged,
        cause);

    public static LauncherException ImageFilesDamaged(string directory, IEnumerable<string> findings, bool installed) => new(
        $"The image in {directory} is damaged: {string.Join(' ', findings)}",
        installed ? $"Put it back: 'rm -r {directory}', then 'pockr up --image DIR' with the image it was made of." : BuildAgain,
        ExitCodes.ImageDamaged);

    public static LauncherException ImageUntrusted(string directory, SignatureException cause) => new(
        $"The image in {directory} is not one of a maker this pockr trusts: {cause.Message}.",
        $"Get it from its maker again, name the maker's key in {TrustedKeys.Variable}, or take it as it is with '--allow-unsigned'.",
        ExitCodes.ImageUntrusted,
        cause);

    public static LauncherException TrustedKeyUnusable(string variable, string value, SignatureException cause) => new(
        $"{variable} is '{value}', which is no public key of minisign: {cause.Message}.",
        "Give it the path of a file such as minisign.pub, or that file's second line.",
        ExitCodes.InvalidSettings,
        cause);

    public static LauncherException InstalledImageMissing(string machine, string imageId, string directory) => new(
        $"The machine '{machine}' was made of the image {imageId}, which is no longer in {directory}.",
        "Put the directory back, or name the same build with 'pockr up --image DIR'; the machine's disk cannot be used with another.",
        ExitCodes.ImageNotFound);
}
