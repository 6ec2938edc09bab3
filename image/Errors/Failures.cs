using Pockr.Image.Processes;
using Pockr.Signing;

namespace Pockr.Image.Errors;

/// <summary>All failures of an image build in one place, so that their wording can be read side by side.</summary>
internal static class Failures
{
    public static ImageException ToolMissing(string tool, Exception? cause = null) => new(
        $"'{tool}' is not on PATH.",
        "Run './build.sh image': it installs what is missing, or prints the command that does.",
        cause);

    public static ImageException ToolFailed(ToolResult result) => new(
        $"'{result.CommandLine}' exited with code {result.ExitCode}: {result.ErrorTail}",
        "Run the same command by hand to see all of its output.");

    public static ImageException RecipeInvalid(string path, IEnumerable<string> findings) => new(
        $"The recipe {path} cannot be used: {string.Join(" ", findings)}",
        "Mend the recipe; image/recipes/debian.json is a complete one.");

    public static ImageException UnknownDistribution(string name, IEnumerable<string> known) => new(
        $"There is no distribution '{name}'.",
        $"Use '--distro' with one of: auto, {string.Join(", ", known)}.");

    public static ImageException DistributionUnavailable(string name, string reason) => new(
        $"An image on {name} cannot be built: {reason}.",
        "Use '--distro auto', which takes one that can.");

    public static ImageException NoDistribution(IEnumerable<string> reasons) => new(
        $"No distribution can be built here: {string.Join("; ", reasons)}.",
        "Give a source of Debian's packages with '--mirror URL'.");

    public static ImageException AptFailed(ToolResult result) => new(
        $"apt could not get the packages: {result.ErrorTail}",
        "See that 'apt-get update' works on this host, or give another mirror with '--mirror URL'.");

    public static ImageException LockInvalid(string path, IEnumerable<string> findings) => new(
        $"The lock {path} cannot be used: {string.Join(" ", findings)}",
        "Make it anew with './build.sh image-lock', or take back the change that was made by hand.");

    public static ImageException LockUnusable(string path, string reason, string archive) => new(
        $"The image cannot be built from {path}: {reason}.",
        $"Put the packages' files, named by their SHA-256, into {archive}, or make a new lock with './build.sh image-lock'.");

    public static ImageException PackagesGone(IEnumerable<string> packages) => new(
        $"Packages that were found before can no longer be had: {string.Join("; ", packages)}.",
        "Build again with '--refresh', which takes the newest.");

    public static ImageException PackageDamaged(string package, string reason) => new(
        $"The package {package} cannot be unpacked: {reason}.",
        "Build again with '--refresh', which fetches every package anew.");

    public static ImageException FileNotInPackages(string path) => new(
        $"No package of the recipe has brought {path}.",
        "Name the package that has it under 'packages' in the recipe.");

    public static ImageException ModuleMissing(string module, string kernel) => new(
        $"The kernel {kernel} has no module '{module}', neither as a file nor built in.",
        "Mend 'initramfsModules' or 'bootModules' in the recipe.");

    public static ImageException KernelUnreadable(string reason) => new(
        $"The kernel image cannot be unpacked: {reason}.",
        "Choose a kernel package whose payload is compressed with zstd, gzip or xz.");

    public static ImageException AgentMissing(string directory) => new(
        $"There is no published agent in {directory}.",
        "Run './build.sh agent', or name the directory with '--agent'.");

    public static ImageException OverBudget(long bytes, long budget, IReadOnlyList<string> largest) => new(
        FormattableString.Invariant($"The image is {bytes / 1e6:F1} MB to download, and its budget is {budget / 1e6:F1} MB. ")
        + $"The largest things in it, compressed each by itself: {string.Join(", ", largest)}.",
        "Leave something out with 'drop' or 'modules' in the recipe, or raise 'budgetBytes' there and say why in the commit.");

    public static ImageException KeyExists(string path) => new(
        $"{path} is there already.",
        "Name another file: whatever was signed with an old key can be verified with nothing else.");

    public static ImageException NothingToSign(string directory) => new(
        $"{directory} has no {SignedSums.FileName}.",
        "Name the directory of a finished image, such as artifacts/image/debian-x86_64.");

    public static ImageException SignKeyMissing(string source) => new(
        $"There is no key to sign with: {source} is not there.",
        "Name the secret key with '--sign-key FILE'; 'pockr-image key' makes one.");

    public static ImageException SignKeyUnusable(string source, SignatureException cause) => new(
        $"{source} cannot be used to sign: {cause.Message}.",
        "Name a secret key of minisign that has no password; 'pockr-image key' makes one.",
        cause);

    public static ImageException CacheInUse(string directory, Exception cause) => new(
        $"Another build is at work in {directory}.",
        "Wait for it to end, or give this one a directory of its own with '--cache'.",
        cause);
}
