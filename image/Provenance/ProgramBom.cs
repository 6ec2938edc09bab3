using Pockr.Image.Errors;

namespace Pockr.Image.Provenance;

/// <summary>What a program that is published as one file is made of, for scanners.</summary>
/// <param name="dependencies">The list .NET writes of it, <c>PROGRAM.deps.json</c>; what trimming has left out is not in it.</param>
/// <param name="runtime">The system it is for, as .NET calls it.</param>
/// <param name="time">The time of its sources.</param>
internal sealed class ProgramBom(string dependencies, string runtime, DateTimeOffset time)
{
    /// <param name="file">The program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> WriteAsync(string file, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var libraries = PublishedLibrary.ReadAll(dependencies);
        var version = libraries.FirstOrDefault(library => library.Name == name)?.Version ?? throw Failures.ProgramNotListed(name, dependencies);
        var digest = await FileDigest.OfAsync(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file), cancellationToken);
        var program = PublishedLibrary.Ours(name, version, [digest]);
        Component[] parts = [.. libraries.Where(library => library.Name != name && library.Files.Count > 0)
            .Select(library => library.Describe([])).OrderBy(part => part.Name, StringComparer.Ordinal)];

        return new CycloneDxDocument($"{program} {runtime} {digest.Sha256}", time).Write(
            CycloneDxComponent.Describe(program, "application"),
            parts.Select(part => CycloneDxComponent.Describe(part, "library")),
            [CycloneDxDocument.Depend(program.PackageUrl, parts.Select(part => part.PackageUrl))]);
    }
}
