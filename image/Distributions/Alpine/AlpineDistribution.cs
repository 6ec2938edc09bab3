using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>Alpine, from the recipe's mirror or one given by hand, signed by the recipe's keys; resolved by Alpine's own apk.</summary>
/// <param name="mirrorAddress">Mirror to use in place of the recipe's.</param>
/// <param name="memory">File that remembers from one build to the next how new the indexes were.</param>
internal sealed class AlpineDistribution(string? mirrorAddress, string memory) : IDistribution
{
    // Beside the packages.
    private const string DatabaseDirectory = "apk/database";
    private const string SettingsDirectory = "apk/settings";

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

    public async Task<PackageList> FetchAsync(Recipe recipe, string directory, CancellationToken cancellationToken)
    {
        var work = Path.Combine(directory, "work");
        using var mirror = OpenMirror(recipe);
        var apk = await new Minirootfs(recipe, Path.Combine(work, "minirootfs")).FetchAsync(mirror, cancellationToken);
        var packages = await ResolveAsync(recipe, mirror, apk, work, cancellationToken);
        var fetched = await FetchAsync(recipe, mirror, packages, directory, cancellationToken);
        await MakeDatabaseAsync(recipe, apk, fetched, work, cancellationToken);
        Directory.Delete(work, recursive: true);
        return fetched;
    }

    public Task<Stream> OpenFilesAsync(string packagePath, CancellationToken cancellationToken) =>
        Task.FromResult(new ApkFile(packagePath).OpenData());

    public void InstallDatabase(PackageList packages, string root)
    {
        SourceTree.Copy(Path.Combine(packages.Directory, DatabaseDirectory), Path.Combine(root, "usr/lib/apk/db"));
        SourceTree.Copy(Path.Combine(packages.Directory, SettingsDirectory), Path.Combine(root, "etc/apk"));
    }

    /// <summary>The recipe's packages and all they depend on, in the mirror's newest versions; none of them is fetched.</summary>
    private async Task<IReadOnlyList<IndexedPackage>> ResolveAsync(
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

    /// <summary>Fetches packages and verifies each.</summary>
    private static async Task<PackageList> FetchAsync(
        Recipe recipe, AlpineMirror mirror, IReadOnlyList<IndexedPackage> packages, string directory, CancellationToken cancellationToken)
    {
        var keys = new PinnedKeys(recipe.Keys);
        var fetched = new List<PackageFile>();
        foreach (var package in packages)
        {
            var file = Path.Combine(directory, package.FileName);
            await mirror.DownloadAsync(package.Path, file, cancellationToken);
            await new ApkFile(file).VerifyAsync(package, keys, cancellationToken);
            fetched.Add(new PackageFile(package.Name, package.Version, package.FileName, await Digests.OfFileAsync(file, cancellationToken)));
        }

        return new PackageList(directory, fetched);
    }

    // By apk itself, as nothing else writes its database as it does; what it has unpacked is thrown away.
    private static async Task MakeDatabaseAsync(Recipe recipe, ApkTool apk, PackageList packages, string work, CancellationToken cancellationToken)
    {
        var root = new ApkRoot(apk, Path.Combine(work, "installed"), recipe.Replaced);
        await root.PrepareAsync(new PinnedKeys(recipe.Keys), [], cancellationToken);
        await root.InstallAsync(packages.Packages.Select(packages.PathOf), cancellationToken);
        root.Describe(recipe.Packages, s_repositories.Select(repository => $"{recipe.Mirror}/{recipe.Release}/{repository}"));
        SourceTree.Copy(root.Database, Path.Combine(packages.Directory, DatabaseDirectory));
        SourceTree.Copy(root.Settings, Path.Combine(packages.Directory, SettingsDirectory));
    }

    private AlpineMirror OpenMirror(Recipe recipe) => AlpineMirror.Open(mirrorAddress ?? $"{recipe.Mirror}");

    private static string RepositoryOf(Recipe recipe, string repository) => $"{recipe.Release}/{repository}/{Architecture.X64}";
}
