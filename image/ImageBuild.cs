using Pockr.Contracts;
using Pockr.Image.Disk;
using Pockr.Image.Distributions;
using Pockr.Image.Kernel;
using Pockr.Image.Packages;
using Pockr.Image.Provenance;
using Pockr.Image.Rootfs;
using Pockr.Image.Steps;

namespace Pockr.Image;

/// <summary>The whole build, step by step: packages, root file system, kernel, disk.</summary>
internal sealed class ImageBuild(DistributionChoice choice, ImageSources sources, string agent, SuppliedPackages supplied, StepCache cache)
{
    // A change of this program may change what any step makes of the same inputs. It is in the names of steps only, never in what they make:
    // another compiler gives the same program another number.
    private static readonly string s_program = typeof(ImageBuild).Assembly.ManifestModule.ModuleVersionId.ToString();

    /// <summary>What the finished image is to download, about.</summary>
    public long DownloadBytes { get; private set; }

    public async Task<ImageManifest> RunAsync(string output, CancellationToken cancellationToken)
    {
        var packages = supplied.Files;
        var packagesKey = supplied.Lock.Digest;
        var rootfs = await BuildRootfsAsync(packages, packagesKey, cancellationToken);
        var kernel = await BuildKernelAsync(packages, packagesKey, rootfs, cancellationToken);
        var disk = await BuildDiskAsync(rootfs, kernel, cancellationToken);

        string[] files =
        [
            Path.Combine(disk, ImageManifest.BaseDisk), Path.Combine(kernel, ImageManifest.KernelFile), Path.Combine(kernel, ImageManifest.Initramfs),
        ];
        DownloadBytes = await new SizeBudget(choice.Recipe.BudgetBytes).EnsureLikelyKeptAsync(files, cache, cancellationToken);

        var inputs = await FindInputsAsync(cancellationToken);
        var release = await File.ReadAllTextAsync(Path.Combine(kernel, KernelBuilder.ReleaseFile), cancellationToken);
        var image = new ImageDirectory(output);
        return await image.PublishAsync(
            files,
            described => Describe(described, Digests.OfText(inputs.Select(input => input.Digest)), release),
            new ProvenanceFiles(choice, supplied, agent, inputs).WriteAsync,
            cancellationToken);
    }

    private Task<string> BuildRootfsAsync(PackageList packages, string packagesKey, CancellationToken cancellationToken)
    {
        var recipe = choice.Recipe;
        var key = Digests.OfText(
            [s_program, packagesKey, $"{recipe.Minirootfs?.Sha512}", .. recipe.Drop, "keep", .. recipe.Keep, .. recipe.Links.Select(link => $"{link.Key} {link.Value}")]);
        return cache.GetAsync("rootfs", key, target => new RootfsBuilder(recipe, choice.Distribution).BuildAsync(packages, target, cancellationToken));
    }

    private async Task<string> BuildKernelAsync(PackageList packages, string packagesKey, string rootfs, CancellationToken cancellationToken)
    {
        var recipe = choice.Recipe;
        var script = await Digests.OfFileAsync(sources.InitScript, cancellationToken);
        var key = Digests.OfText(
            [s_program, packagesKey, script, $"{recipe.Epoch}", .. recipe.Modules, .. recipe.InitramfsModules, "boot", .. recipe.BootModules]);
        return await cache.GetAsync("kernel", key, target => new KernelBuilder(recipe, choice.Distribution)
            .BuildAsync(packages, new Busybox(rootfs), sources.InitScript, target, cancellationToken));
    }

    private async Task<string> BuildDiskAsync(string rootfs, string kernel, CancellationToken cancellationToken)
    {
        var recipe = choice.Recipe;
        var key = Digests.OfText(
        [
            s_program,
            Path.GetFileName(rootfs),
            Path.GetFileName(kernel),
            await Digests.OfTreeAsync(sources.Rootfs, cancellationToken),
            await Digests.OfTreeAsync(agent, cancellationToken),
            FormattableString.Invariant($"{recipe.Epoch} {recipe.DiskBytes} {recipe.Inodes}"),
        ]);

        return await cache.GetAsync("disk", key, target => new DiskBuilder(recipe, sources, agent)
            .BuildAsync(rootfs, Path.Combine(kernel, KernelBuilder.ModulesDirectory), target, cancellationToken));
    }

    // All that went in. What came out stands beside it in the build's id, for this program goes in as well, and has no digest of its own.
    private async Task<IReadOnlyList<BuildInput>> FindInputsAsync(CancellationToken cancellationToken) =>
    [
        new("packages", supplied.Lock.Digest, IsTree: true),
        new(NameOf(sources.RecipeOf(choice.Recipe.Distro)), await Digests.OfFileAsync(sources.RecipeOf(choice.Recipe.Distro), cancellationToken)),
        new(NameOf(sources.InitScript), await Digests.OfFileAsync(sources.InitScript, cancellationToken)),
        new(NameOf(sources.Rootfs), await Digests.OfTreeAsync(sources.Rootfs, cancellationToken), IsTree: true),
        new("guest-agent", await Digests.OfTreeAsync(agent, cancellationToken), IsTree: true),
    ];

    private string NameOf(string path) => $"image/{Path.GetRelativePath(sources.Directory, path)}";

    private ImageManifest Describe(IReadOnlyList<ImageFile> files, string inputs, string release) => new(
        ImageManifest.CurrentSchema,
        choice.Recipe.Distro,
        choice.Recipe.Release,
        choice.Recipe.Architecture.Name,
        Digests.OfText([inputs, .. files.Select(file => file.Sha256)])[..16],
        release,
        choice.Recipe.CommandLine,
        choice.Recipe.EmulatedCommandLine,
        choice.Recipe.MinimumMemoryMiB,
        choice.Recipe.DiskBytes,
        files,
        [.. supplied.Lock.Packages.Select(package => new ImagePackage(package.Name, package.Version, package.Sha256))],
        supplied.IsLocked ? supplied.Lock.Digest : null);
}
