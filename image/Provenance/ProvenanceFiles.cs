using Pockr.Contracts;
using Pockr.Image.Distributions;
using Pockr.Image.Packages;

namespace Pockr.Image.Provenance;

/// <summary>
/// Writes what lies beside an image and says what it is made of and where it is from: two lists of all its parts for scanners, one of their
/// licences for people, and the statement of how it was built. They depend on what is built alone, so the same image has the same ones.
/// </summary>
internal sealed class ProvenanceFiles(DistributionChoice choice, SuppliedPackages supplied, string agent, IReadOnlyList<BuildInput> inputs)
{
    public const string Spdx = "sbom.spdx.json";

    public const string CycloneDx = "sbom.cdx.json";

    public const string Licenses = "licenses.md";

    public const string Statement = "provenance.intoto.json";

    public static IReadOnlyList<string> Names { get; } = [CycloneDx, Licenses, Spdx, Statement];

    /// <summary>Writes them into the directory of an image that is otherwise complete.</summary>
    public async Task WriteAsync(string directory, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var contents = await DescribeAsync(directory, manifest, cancellationToken);
        await PutAsync(Spdx, new SpdxDocument(contents).Write());
        await PutAsync(CycloneDx, new ImageBom(contents).Write());
        await PutAsync(Licenses, new LicenseList(contents).Write());

        var subjects = new List<(string Name, string Sha256)>();
        foreach (var path in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            subjects.Add((Path.GetFileName(path), await Digests.OfFileAsync(path, cancellationToken)));
        }

        await PutAsync(Statement, new ProvenanceStatement(contents, inputs, subjects).Write());

        Task PutAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(directory, name), text, cancellationToken);
    }

    private async Task<ImageContents> DescribeAsync(string directory, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var files = new List<FileDigest>();
        foreach (var file in manifest.Files)
        {
            files.Add(await FileDigest.OfAsync(directory, file.Name, cancellationToken));
        }

        return new ImageContents(
            manifest,
            DateTimeOffset.FromUnixTimeSeconds(choice.Recipe.Epoch),
            choice.Distribution.NumberOf(choice.Recipe),
            [.. supplied.Lock.Packages.Select(Describe)],
            await new AgentParts(agent).ReadAsync(cancellationToken),
            files);
    }

    private Component Describe(LockedPackage package) => new(
        package.Name,
        package.Version,
        choice.Distribution.PackageUrlOf(choice.Recipe, package),
        choice.Distribution.Name,
        LicenseTerms.Of(package.Licenses))
    {
        Sha256 = package.Sha256,
        Location = choice.Distribution.HomeOf(choice.Recipe, supplied.Lock, package),
        Source = (package.Source, package.SourceVersion),
    };
}
