using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>
/// What an image was built of and by what: an in-toto statement v1 with a predicate of SLSA v1. It is vouched for by the signature of the list
/// of checksums that it is in.
/// </summary>
internal sealed class ProvenanceStatement(ImageContents image, IReadOnlyList<BuildInput> inputs, IReadOnlyList<(string Name, string Sha256)> subjects)
{
    public string Write() => JsonText.Of(new JsonObject
    {
        ["_type"] = "https://in-toto.io/Statement/v1",
        ["subject"] = JsonText.List(subjects.Select(subject => new JsonObject { ["name"] = subject.Name, ["digest"] = Digest("sha256", subject.Sha256) })),
        ["predicateType"] = "https://slsa.dev/provenance/v1",
        ["predicate"] = new JsonObject
        {
            ["buildDefinition"] = new JsonObject
            {
                ["buildType"] = $"{Us.Names}/build/image/v1",
                ["externalParameters"] = new JsonObject
                {
                    ["distro"] = image.Manifest.Distro,
                    ["release"] = image.Manifest.Release,
                    ["architecture"] = image.Manifest.Architecture,
                },
                ["resolvedDependencies"] = JsonText.List([.. inputs.Select(Describe), .. image.Packages.Select(Describe)]),
            },
            ["runDetails"] = new JsonObject
            {
                ["builder"] = new JsonObject { ["id"] = $"{Us.Names}/builder/{Us.Tool}" },
                ["metadata"] = new JsonObject { ["invocationId"] = image.Manifest.BuildId },
            },
        },
    });

    // A digest over a directory is ours alone, and is not to be taken for that of a file.
    private static JsonObject Describe(BuildInput input) => new() { ["name"] = input.Name, ["digest"] = Digest(input.IsTree ? "pockrTree" : "sha256", input.Digest) };

    private static JsonObject Describe(Component package)
    {
        var described = new JsonObject { ["name"] = package.Name, ["uri"] = package.PackageUrl, ["digest"] = Digest("sha256", package.Sha256!) };
        if (package.Location is not null)
        {
            described["downloadLocation"] = package.Location.AbsoluteUri;
        }

        return described;
    }

    private static JsonObject Digest(string algorithm, string value) => new() { [algorithm] = value };
}
