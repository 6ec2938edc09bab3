using Pockr.Machines.Images;
using Pockr.Signing;

namespace Pockr.Machines.Errors;

/// <summary>Failures of machine images.</summary>
internal static partial class Failures
{
    private const string BuildAgain = "Build the image again with './build.sh image', or name another with '--image DIR'.";

    public static LauncherException NoImage(IEnumerable<string> places) => new(
        $"There is no machine image in {string.Join(" nor in ", places)}.",
        "Get one with 'pockr image pull URL' or 'pockr image import FILE', build one with './build.sh image', or name one with '--image DIR' or POCKR_IMAGE.",
        ExitCodes.ImageNotFound);

    public static LauncherException InstalledImageNotFound(string id, IReadOnlyList<string> there) => new(
        $"There is no image '{id}' here.",
        there.Count > 0 ? $"Name one that is: {string.Join(", ", there)}." : "Get one with 'pockr image pull URL' or 'pockr image import FILE'.",
        ExitCodes.ImageNotFound);

    public static LauncherException ImageInUse(string id, IReadOnlyList<string> users) => new(
        $"The image {id} is used by {string.Join(", ", users)}.",
        "Remove those machines first with 'pockr vm rm NAME'; 'pockr image gc --all' removes templates that no machine uses.",
        ExitCodes.LeftAlone);

    public static LauncherException UsesInDoubt(IReadOnlyList<string> doubts) => new(
        $"Nothing is removed, because it cannot be told what is needed: {string.Join(' ', doubts)}",
        "See what 'pockr doctor' says of it, and try again.",
        ExitCodes.LeftAlone);

    public static LauncherException BundleUnusable(string source, string finding, Exception? cause = null) => new(
        $"{source} is not taken as an image: {finding}",
        "Get the file again from where it was released.",
        ExitCodes.ImageDamaged,
        cause);

    public static LauncherException BundleUntrusted(string source, SignatureException cause) => new(
        $"{source} is not taken as an image, as nobody this pockr trusts vouches for it: {cause.Message}.",
        "Name its maker's key with '--key FILE', or take it as it is with '--allow-unsigned'.",
        ExitCodes.ImageUntrusted,
        cause);

    public static LauncherException ImageAddressUnusable(string address) => new(
        $"'{address}' is no address an image can be pulled from.",
        "Write it as https://HOST/PATH or http://HOST/PATH; a file is taken with 'pockr image import FILE'.",
        ExitCodes.Usage);

    public static LauncherException DigestUnusable(string text) => new(
        $"'{text}' is no SHA-256.",
        "Write its 64 hexadecimal digits, as sha256sum prints them.",
        ExitCodes.Usage);

    public static LauncherException DownloadDiffers(string source, string actual, string expected) => new(
        $"{source} has the SHA-256 {actual}, expected {expected}.",
        "See that address and digest are of the same release. What was downloaded is removed.",
        ExitCodes.ImageDamaged);

    public static LauncherException DownloadFailed(string source, string reason, long bytes, Exception? cause = null) => new(
        $"{source} cannot be downloaded: {reason}",
        bytes > 0
            ? $"Run the same command again: {bytes >> 20} MiB are here, and it goes on from there."
            : "See that the address is right and can be reached from here; proxies are taken from http_proxy, https_proxy and no_proxy.",
        ExitCodes.DownloadFailed,
        cause);

    public static LauncherException DownloadInProgress(string source) => new(
        $"Another pockr downloads {source} just now.",
        "Wait for it to end.",
        ExitCodes.LeftAlone);

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
