using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>What an image is made of, for scanners.</summary>
internal sealed class ImageBom(ImageContents image)
{
    private string SystemRef => $"{image.Manifest.Distro}-{image.ReleaseNumber}";

    public string Write() => new CycloneDxDocument(image.FullName, image.Time).Write(
        DescribeImage(),
        [DescribeSystem(), .. image.Components.Select(Describe)],
        [
            CycloneDxDocument.Depend(image.FullName, [SystemRef, image.Agent[0].PackageUrl]),
            CycloneDxDocument.Depend(SystemRef, image.Packages.Select(package => package.PackageUrl)),
            CycloneDxDocument.Depend(image.Agent[0].PackageUrl, image.Agent.Skip(1).Select(part => part.PackageUrl)),
        ]);

    private JsonObject DescribeImage() => new()
    {
        ["type"] = "platform",
        ["bom-ref"] = image.FullName,
        ["supplier"] = new JsonObject { ["name"] = Us.Name },
        ["name"] = image.Name,
        ["version"] = image.Manifest.BuildId,
        ["components"] = JsonText.List(image.Files.Select(CycloneDxComponent.Describe)),
    };

    private JsonObject DescribeSystem() => new()
    {
        ["type"] = "operating-system",
        ["bom-ref"] = SystemRef,
        ["name"] = image.Manifest.Distro,
        ["version"] = image.ReleaseNumber,
    };

    private JsonObject Describe(Component component) =>
        CycloneDxComponent.Describe(component, component == image.Agent[0] ? "application" : "library");
}
