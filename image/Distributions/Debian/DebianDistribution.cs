using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Processes;
using Pockr.Image.Recipes;

namespace Pockr.Image.Distributions.Debian;

/// <summary>Debian, from the mirrors the host uses (or one given by hand), signed by the archive's keys.</summary>
internal sealed class DebianDistribution(DebianMirrors? mirrors) : IDistribution
{
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

    public async Task<PackageList> FetchAsync(Recipe recipe, string directory, CancellationToken cancellationToken)
    {
        var apt = new AptSandbox(Path.Combine(directory, "apt"), recipe.Architecture);
        var fetched = await apt.FetchAsync(mirrors!.SourceLines(recipe.Release), recipe.Packages, recipe.Replaced, cancellationToken);
        foreach (var package in fetched.Packages)
        {
            File.Move(fetched.PathOf(package), Path.Combine(directory, package.FileName));
        }

        Directory.Delete(Path.Combine(directory, "apt"), recursive: true);
        return fetched with { Directory = directory };
    }

    public async Task<Stream> OpenFilesAsync(string packagePath, CancellationToken cancellationToken)
    {
        var tar = $"{packagePath}.tar";
        var command = new ToolCommand("dpkg-deb", ["--fsys-tarfile", packagePath]) { OutputFile = tar };
        var result = await Tool.TryRunAsync(command, cancellationToken);
        if (result.ExitCode != 0)
        {
            File.Delete(tar);
            throw Failures.PackageDamaged(Path.GetFileName(packagePath), result.ErrorTail);
        }

        return new FileStream(tar, new FileStreamOptions { Options = FileOptions.DeleteOnClose });
    }

    public void InstallDatabase(PackageList packages, string root)
    {
        // Neither dpkg nor apt is in the image.
    }
}
