using System.Diagnostics;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Processes;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions.Debian;

/// <summary>Debian, from the mirrors the host uses (or one given by hand), signed by the archive's keys.</summary>
internal sealed class DebianDistribution(DebianMirrors? mirrors) : IDistribution
{
    private static readonly Dictionary<string, string> s_numbers = new() { ["bookworm"] = "12", ["trixie"] = "13", ["forky"] = "14" };

    public string Name => "debian";

    public string Loader => "/ld-linux-";

    public Task<string?> WhyUnavailableAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        var reason = mirrors is null ? "this host's apt has no source of Debian's packages"
            : !File.Exists(mirrors.Keyring) ? $"the archive's keys are not at {mirrors.Keyring}"
            : null;
        return Task.FromResult(reason);
    }

    public string SourcesKey(Recipe recipe) => string.Join('\n', mirrors!.SourceLines(recipe.Release));

    public async Task<PackageLock> ResolveAsync(Recipe recipe, PackageArchive archive, string directory, CancellationToken cancellationToken)
    {
        var apt = new AptSandbox(directory, recipe.Architecture);
        var fetched = await apt.FetchAsync(mirrors!.SourceLines(recipe.Release), recipe.Packages, recipe.Replaced, cancellationToken);
        var copyrights = new DebianCopyrights();
        foreach (var (path, _) in fetched)
        {
            await using var files = await OpenFilesAsync(path, directory, cancellationToken);
            await copyrights.ReadAsync(Path.GetFileName(path), files, cancellationToken);
        }

        var packages = new List<LockedPackage>();
        foreach (var (path, url) in fetched)
        {
            var package = await DescribeAsync(path, mirrors.Relative(url), copyrights, cancellationToken);
            archive.Accept(package, path);
            packages.Add(package);
        }

        return PackageLock.Make(recipe, packages);
    }

    /// <summary>The mirrors, and the archive of everything Debian ever had.</summary>
    public IEnumerable<Uri> PlacesOf(Recipe recipe, PackageLock @lock, LockedPackage package)
    {
        var (archive, path) = Split(package.Url);
        if (mirrors?.BaseOf(archive) is { } mirror)
        {
            yield return new Uri($"{mirror}/{path}");
        }

        yield return HomeOf(recipe, @lock, package);
    }

    public Uri HomeOf(Recipe recipe, PackageLock @lock, LockedPackage package)
    {
        var (archive, path) = Split(package.Url);
        return new Uri($"https://snapshot.debian.org/archive/{archive}/{@lock.Snapshot}/{path}");
    }

    public string PackageUrlOf(Recipe recipe, LockedPackage package) => PackageUrl.Make(
        $"deb/debian/{package.Name}",
        package.Version,
        ("arch", Path.GetFileNameWithoutExtension(package.Url).Split('_')[^1]),
        ("distro", $"debian-{NumberOf(recipe)}"),
        ("upstream", package.SourceVersion == package.Version ? package.Source : $"{package.Source}@{package.SourceVersion}"));

    // A release that is not numbered yet goes by its name.
    public string NumberOf(Recipe recipe) => s_numbers.GetValueOrDefault(recipe.Release, recipe.Release);

    public async Task<Stream> OpenFilesAsync(string packagePath, string scratch, CancellationToken cancellationToken)
    {
        var tar = Path.Combine(scratch, $"{Guid.NewGuid():N}.partial");
        var command = new ToolCommand("dpkg-deb", ["--fsys-tarfile", packagePath]) { OutputFile = tar };
        var result = await Tool.TryRunAsync(command, cancellationToken);
        if (result.ExitCode != 0)
        {
            File.Delete(tar);
            throw Failures.PackageDamaged(Path.GetFileName(packagePath), result.ErrorTail);
        }

        return new FileStream(tar, new FileStreamOptions { Options = FileOptions.DeleteOnClose });
    }

    public Task InstallDatabaseAsync(Recipe recipe, PackageList packages, string root, CancellationToken cancellationToken) =>
        Task.CompletedTask; // neither dpkg nor apt is in the image

    private static (string Archive, string Path) Split(string url) =>
        url.Split('/', 2) is [{ } archive, { } path] ? (archive, path) : throw new UnreachableException();

    private static async Task<LockedPackage> DescribeAsync(
        string path, string url, DebianCopyrights copyrights, CancellationToken cancellationToken)
    {
        const string format = "--showformat=${Package}\t${Version}\t${source:Package}\t${source:Version}";
        var fields = (await Tool.RunAsync(new ToolCommand("dpkg-deb", ["--show", format, path]), cancellationToken)).Split('\t');
        return new LockedPackage(
            fields[0],
            fields[1],
            url,
            await Digests.OfFileAsync(path, cancellationToken),
            new FileInfo(path).Length,
            fields[2],
            fields[3],
            copyrights.LicensesOf(fields[0]));
    }
}
