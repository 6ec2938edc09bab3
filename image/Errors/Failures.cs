using System.Globalization;
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
        "Use '--distro auto', which takes one that can, or give another mirror with '--mirror URL'.");

    public static ImageException NoDistribution(IEnumerable<string> reasons) => new(
        $"No distribution can be built here: {string.Join("; ", reasons)}.",
        "Give a mirror of Alpine's or a source of Debian's packages with '--mirror URL'.");

    public static ImageException AptFailed(ToolResult result) => new(
        $"apt could not get the packages: {result.ErrorTail}",
        "See that 'apt-get update' works on this host, or give another mirror with '--mirror URL'.");

    public static ImageException MirrorUnknown(string address) => new(
        $"The mirror '{address}' is neither an http(s) address nor a directory.",
        "Give one as 'https://HOST/PATH', or name the directory that holds 'vX.Y/main'.");

    public static ImageException MirrorUnreachable(string url, string reason, Exception cause) => new(
        $"{url} cannot be reached: {reason}.",
        "See that the mirror answers from here (a proxy is taken from 'https_proxy'), or give another with '--mirror URL'.",
        cause);

    public static ImageException NotOnMirror(string url, string reason) => new(
        $"{url} cannot be had: {reason}.",
        "If the mirror was changing just now, build again in a few minutes; otherwise give another with '--mirror URL'.");

    public static ImageException MirrorBrokeOff(string url, long bytes, string reason, Exception cause) => new(
        $"{url} broke off after {bytes} bytes: {reason}.",
        "Build again, or give another mirror with '--mirror URL'.",
        cause);

    public static ImageException ReleaseFileUntrue(string url, string digest, string expected) => new(
        $"{url} has the SHA-512 {digest}, and the recipe pins {expected}.",
        "Give another mirror with '--mirror URL'. Only if Alpine itself tells another digest, mend 'minirootfs' in the recipe.");

    public static ImageException Unsigned(string file) => new(
        $"{file} is not signed.",
        "Give another mirror with '--mirror URL'; Alpine signs every index and every package.");

    public static ImageException SignedByStranger(string file, IEnumerable<string> signers, IEnumerable<string> pinned) => new(
        $"{file} is signed by {string.Join(", ", signers)}, and the recipe pins {string.Join(", ", pinned)}.",
        "Give another mirror with '--mirror URL'. For a mirror that signs by itself, pin its key under 'keys' in the recipe.");

    public static ImageException SignatureWrong(string file, string key) => new(
        $"{file} is not what {key} has signed.",
        "Give another mirror with '--mirror URL'; this one hands out a file that was changed.");

    public static ImageException SignatureUnsupported(string file, string hash, Exception cause) => new(
        $"The signature of {file} cannot be checked: this host's OpenSSL refuses {hash} ({cause.Message}).",
        "Build with OPENSSL_ENABLE_SHA1_SIGNATURES=1 in the environment: Alpine signs in no other way.",
        cause);

    public static ImageException IndexDamaged(string url, string reason, Exception cause) => new(
        $"The index {url} cannot be read: {reason}.",
        "Build again, or give another mirror with '--mirror URL'.",
        cause);

    public static ImageException IndexStale(string url, long newest, long seen, string memory) => new(
        $"The index {url} is of {Day(newest)}, and one of {Day(seen)} has been seen.",
        $"Give another mirror with '--mirror URL'; this one has fallen behind or holds updates back. If Alpine itself went back, remove {memory}.");

    public static ImageException ApkFailed(ToolResult result) => new(
        $"apk refuses: {string.Join(" ", result.Error.Split('\n').Select(line => line.Trim())).Trim()}.",
        "See that the recipe's 'packages' are in its release, or give another mirror with '--mirror URL'.");

    public static ImageException PackageCut(string package, long bytes, long expected) => new(
        $"The package {package} has {bytes} bytes, and the index says {expected}.",
        "Build again, or give another mirror with '--mirror URL'.");

    public static ImageException PackageUntrue(string package, string reason) => new(
        $"The package {package} is not what was signed: {reason}.",
        "Give another mirror with '--mirror URL'; this one hands out a file that was changed.");
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

    public static ImageException AppletsUnreadable(string reason) => new(
        $"The applets of the packages' busybox cannot be told: {reason}.",
        "Name the package of a static busybox under 'packages' in the recipe.");

    public static ImageException ModuleMissing(string module, string kernel) => new(
        $"The kernel {kernel} has no module '{module}', neither as a file nor built in.",
        "Mend 'initramfsModules' or 'bootModules' in the recipe.");

    public static ImageException ModuleDamaged(string reason) => new(
        $"A module of the kernel cannot be read: {reason}.",
        "Build again with '--refresh', which fetches every package anew.");

    public static ImageException KernelUnreadable(string reason) => new(
        $"The kernel image cannot be unpacked: {reason}.",
        "Choose a kernel package whose payload is compressed with zstd, gzip or xz.");

    public static ImageException AgentMissing(string directory) => new(
        $"There is no published agent in {directory}.",
        "Run './build.sh agent', or name the directory with '--agent'.");

    public static ImageException AgentForeign(string program, Architecture architecture) => new(
        $"{program} is not a program for {architecture}.",
        $"Run './build.sh image --arch {architecture}', which publishes the agent for it, or name another directory with '--agent'.");

    public static ImageException DependenciesUnreadable(string path, Exception cause) => new(
        $"{path} does not tell what the program is made of: {cause.Message}",
        "Publish it again, the agent with './build.sh agent'; or name another directory with '--agent'.",
        cause);

    public static ImageException ProgramNotListed(string program, string path) => new(
        $"{path} is not of the program '{program}'.",
        $"Name the {program}.deps.json that was written when it was published.");

    public static ImageException UnknownArchitecture(string name) => new(
        $"There is no architecture '{name}'.",
        $"Use '--arch' with one of: {string.Join(", ", Architecture.All)}.");

    public static ImageException AgentForAnother(string directory, string distribution) => new(
        $"The agent in {directory} was not published for the C library of {distribution}.",
        $"Run './build.sh agent --distro {distribution}', or give the directory of another with '--agent'.");

    public static ImageException ImageMissing(string directory) => new(
        $"There is no finished image in {directory}.",
        "Run './build.sh image', or name the directory with '--image'.");
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

    private static string Day(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("u", CultureInfo.InvariantCulture);
}
