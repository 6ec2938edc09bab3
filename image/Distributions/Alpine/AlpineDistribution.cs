using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>Alpine, from the recipe's mirror or one given by hand, signed by the recipe's keys; resolved by Alpine's own apk.</summary>
/// <param name="mirrorAddress">Mirror to use in place of the recipe's.</param>
/// <param name="memory">File that remembers from one build to the next how new the indexes were.</param>
internal sealed class AlpineDistribution(string? mirrorAddress, string memory) : IDistribution
{
    // In the root file system, while its database is made.
    private const string WorkDirectory = ".apk";

    private static readonly string[] s_repositories = ["main", "community"];

    public string Name => "alpine";

    public string Loader => "/ld-musl-";

    public async Task<string?> WhyUnavailableAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        if (recipe.Architecture != Architecture.X64)
        {
            return $"Alpine's own apk is run to resolve packages, which is not done for {recipe.Architecture} yet";
        }

        try
        {
            using var mirror = OpenMirror(recipe);
            await mirror.ProbeAsync($"{RepositoryOf(recipe, s_repositories[0])}/{PackageIndex.FileName}", cancellationToken);
            return null;
        }
        catch (ImageException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    public string SourcesKey(Recipe recipe) => string.Join('\n', recipe.Keys.Select(key => $"{key.Key} {key.Value}")
        .Prepend($"{recipe.Minirootfs!.Version} {recipe.Minirootfs.Sha512}").Prepend(mirrorAddress ?? $"{recipe.Mirror}"));

    public async Task<PackageLock> ResolveAsync(Recipe recipe, PackageArchive archive, string directory, CancellationToken cancellationToken)
    {
        using var mirror = OpenMirror(recipe);
        var apk = await new Minirootfs(recipe, archive).UnpackAsync(mirror, Path.Combine(directory, "minirootfs"), cancellationToken);
        var packages = await FindAsync(recipe, mirror, apk, directory, cancellationToken);
        return PackageLock.Make(recipe, await FetchAsync(recipe, mirror, packages, archive, cancellationToken));
    }

    public IEnumerable<Uri> PlacesOf(Recipe recipe, PackageLock @lock, LockedPackage package)
    {
        using var mirror = OpenMirror(recipe);
        return [new Uri(mirror.Locate(package.Url))];
    }

    public Uri HomeOf(Recipe recipe, PackageLock @lock, LockedPackage package) => new($"{recipe.Mirror}/{package.Url}");

    public string PackageUrlOf(Recipe recipe, LockedPackage package) => PackageUrl.Make(
        $"apk/alpine/{package.Name}",
        package.Version,
        ("arch", recipe.Architecture.Name),
        ("distro", $"alpine-{NumberOf(recipe)}"),
        ("upstream", package.Source));

    public string NumberOf(Recipe recipe) => recipe.Minirootfs!.Version;

    public Task<Stream> OpenFilesAsync(string packagePath, string scratch, CancellationToken cancellationToken) =>
        Task.FromResult(new ApkFile(packagePath, Path.GetFileName(packagePath)).OpenData());

    // By apk itself, as nothing else writes its database as it does; what it has unpacked is thrown away.
    public async Task InstallDatabaseAsync(Recipe recipe, PackageList packages, string root, CancellationToken cancellationToken)
    {
        var work = Path.Combine(root, WorkDirectory);
        using var mirror = OpenMirror(recipe);
        var apk = await new Minirootfs(recipe, PackageArchive.Open(packages.Directory))
            .UnpackAsync(mirror, Path.Combine(work, "minirootfs"), cancellationToken);
        var installed = new ApkRoot(apk, Path.Combine(work, "installed"), recipe.Replaced);
        await installed.PrepareAsync(new PinnedKeys(recipe.Keys), [], cancellationToken);
        await installed.InstallAsync(packages.Packages.Select(packages.PathOf), cancellationToken);
        installed.Describe(recipe.Packages, s_repositories.Select(repository => $"{recipe.Mirror}/{recipe.Release}/{repository}"));
        SourceTree.Copy(installed.Database, Path.Combine(root, "usr/lib/apk/db"));
        SourceTree.Copy(installed.Settings, Path.Combine(root, "etc/apk"));
        Directory.Delete(work, recursive: true);
    }

    /// <summary>The recipe's packages and all they depend on, in the mirror's newest versions; none of them is fetched.</summary>
    private async Task<IReadOnlyList<IndexedPackage>> FindAsync(
        Recipe recipe, AlpineMirror mirror, ApkTool apk, string work, CancellationToken cancellationToken)
    {
        var known = new Dictionary<(string Name, string Version), IndexedPackage>();
        foreach (var repository in s_repositories)
        {
            var index = await FetchIndexAsync(recipe, mirror, repository, Path.Combine(work, repository), cancellationToken);
            foreach (var package in index.Packages)
            {
                known.TryAdd((package.Name, package.Version), package);
            }
        }

        var root = new ApkRoot(apk, Path.Combine(work, "resolved"), recipe.Replaced);
        await root.PrepareAsync(new PinnedKeys(recipe.Keys), s_repositories.Select(repository => Path.Combine(work, repository)), cancellationToken);
        var resolved = await root.ResolveAsync(recipe.Packages, cancellationToken);
        return [.. resolved.Select(package => known[package]).OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private async Task<PackageIndex> FetchIndexAsync(
        Recipe recipe, AlpineMirror mirror, string repository, string target, CancellationToken cancellationToken)
    {
        var directory = RepositoryOf(recipe, repository);
        var path = $"{directory}/{PackageIndex.FileName}";
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(target, Architecture.X64.Name)).FullName, PackageIndex.FileName);
        await mirror.DownloadAsync(path, file, cancellationToken);
        var index = PackageIndex.Read(file, mirror.Locate(path), directory, new PinnedKeys(recipe.Keys));
        new IndexTimes(memory).Check(mirror.Locate(path), directory, index);
        return index;
    }

    /// <summary>Fetches packages, and has the archive take those that are what was signed.</summary>
    private static async Task<IReadOnlyList<LockedPackage>> FetchAsync(
        Recipe recipe, AlpineMirror mirror, IReadOnlyList<IndexedPackage> packages, PackageArchive archive, CancellationToken cancellationToken)
    {
        var keys = new PinnedKeys(recipe.Keys);
        var fetched = new List<LockedPackage>();
        foreach (var package in packages)
        {
            fetched.Add(await FetchAsync(mirror, package, keys, archive, cancellationToken));
        }

        return fetched;
    }

    private static async Task<LockedPackage> FetchAsync(
        AlpineMirror mirror, IndexedPackage package, PinnedKeys keys, PackageArchive archive, CancellationToken cancellationToken)
    {
        var partial = archive.NewPartial();
        try
        {
            await mirror.DownloadAsync(package.Path, partial, cancellationToken);
            await new ApkFile(partial, package.FileName).VerifyAsync(package, keys, cancellationToken);
            var locked = new LockedPackage(
                package.Name,
                package.Version,
                package.Path,
                await Digests.OfFileAsync(partial, cancellationToken),
                package.Bytes,
                package.Origin,
                package.Version,
                [package.License]);
            archive.Accept(locked, partial);
            return locked;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private AlpineMirror OpenMirror(Recipe recipe) => AlpineMirror.Open(mirrorAddress ?? $"{recipe.Mirror}");

    private static string RepositoryOf(Recipe recipe, string repository) => $"{recipe.Release}/{repository}/{Architecture.X64}";
}
