using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.Image.Provenance;

/// <summary>What an image is made of, in SPDX 2.3.</summary>
internal sealed class SpdxDocument(ImageContents image)
{
    private const string Nothing = "NOASSERTION";
    private const string Image = "SPDXRef-Image";
    private const string Distribution = "SPDXRef-Distribution";

    public string Write() => JsonText.Of(new JsonObject
    {
        ["spdxVersion"] = "SPDX-2.3",
        ["dataLicense"] = "CC0-1.0",
        ["SPDXID"] = "SPDXRef-DOCUMENT",
        ["name"] = image.FullName,
        ["documentNamespace"] = $"{Us.Names}/spdx/{image.FullName}",
        ["creationInfo"] = new JsonObject { ["created"] = JsonText.Of(image.Time), ["creators"] = new JsonArray($"Organization: {Us.Name}", $"Tool: {Us.Tool}") },
        ["packages"] = JsonText.List([DescribeImage(), DescribeDistribution(), .. image.Components.Select(Describe)]),
        ["files"] = JsonText.List(Files().Select(file => Describe(file.Owner, file.File))),
        ["hasExtractedLicensingInfos"] = JsonText.List(image.Components.SelectMany(component => component.License.Unlisted)
            .DistinctBy(license => license.Id).OrderBy(license => license.Id, StringComparer.Ordinal).Select(Describe)),
        ["relationships"] = JsonText.List(
        [
            Relate("SPDXRef-DOCUMENT", "DESCRIBES", Image),
            Relate(Image, "CONTAINS", Distribution),
            .. image.Packages.Select(package => Relate(Distribution, "CONTAINS", IdOf(package))),
            .. image.Agent.Select(part => Relate(Image, "CONTAINS", IdOf(part))),
            .. Files().Select(file => Relate(file.Owner is null ? Image : IdOf(file.Owner), "CONTAINS", IdOf(file.Owner, file.File))),
        ]),
    });

    private IEnumerable<(Component? Owner, FileDigest File)> Files() =>
        image.Files.Select(file => ((Component?)null, file)).Concat(image.Agent.SelectMany(part => part.Files.Select(file => ((Component?)part, file))));

    private JsonObject DescribeImage() => Analyzed(image.Files, new JsonObject
    {
        ["SPDXID"] = Image,
        ["name"] = image.Name,
        ["versionInfo"] = image.Manifest.BuildId,
        ["supplier"] = $"Organization: {Us.Name}",
        ["downloadLocation"] = Nothing,
        ["primaryPackagePurpose"] = "OTHER", // scanners want one operating system, and the distribution is it
        ["licenseConcluded"] = Nothing,
        ["licenseDeclared"] = Nothing,
        ["copyrightText"] = Nothing,
    });

    private JsonObject DescribeDistribution() => new()
    {
        ["SPDXID"] = Distribution,
        ["name"] = image.Manifest.Distro,
        ["versionInfo"] = image.ReleaseNumber,
        ["supplier"] = $"Organization: {image.Manifest.Distro}",
        ["downloadLocation"] = Nothing,
        ["filesAnalyzed"] = false,
        ["primaryPackagePurpose"] = "OPERATING_SYSTEM",
        ["licenseConcluded"] = Nothing,
        ["licenseDeclared"] = Nothing,
        ["copyrightText"] = Nothing,
    };

    private static JsonObject Describe(Component component)
    {
        var described = Analyzed(component.Files, new JsonObject
        {
            ["SPDXID"] = IdOf(component),
            ["name"] = component.Name,
            ["supplier"] = component.Supplier is null ? Nothing : $"Organization: {component.Supplier}",
            ["downloadLocation"] = component.Location?.AbsoluteUri ?? Nothing,
            ["licenseConcluded"] = Nothing,
            ["licenseDeclared"] = component.License.Expression ?? Nothing,
            ["copyrightText"] = Nothing,
            ["externalRefs"] = new JsonArray(new JsonObject
            {
                ["referenceCategory"] = "PACKAGE-MANAGER",
                ["referenceType"] = "purl",
                ["referenceLocator"] = component.PackageUrl,
            }),
        });
        if (component.Version is not null)
        {
            described["versionInfo"] = component.Version;
        }

        if (component.Sha256 is not null)
        {
            described["checksums"] = new JsonArray(Checksum("SHA256", component.Sha256));
        }

        if (component.Source is var (name, version))
        {
            described["sourceInfo"] = $"built package from: {name} {version}"; // the words scanners look for
        }

        return described;
    }

    private static JsonObject Analyzed(IReadOnlyList<FileDigest> files, JsonObject package)
    {
        package["filesAnalyzed"] = files.Count > 0;
        if (files.Count > 0)
        {
            package["packageVerificationCode"] = new JsonObject { ["packageVerificationCodeValue"] = VerificationCode(files) };
        }

        return package;
    }

    [SuppressMessage("Security", "CA5350", Justification = "SPDX knows no other; the files have their SHA-256.")]
    private static string VerificationCode(IEnumerable<FileDigest> files) => Convert.ToHexStringLower(
        SHA1.HashData(Encoding.ASCII.GetBytes(string.Concat(files.Select(file => file.Sha1).Order(StringComparer.Ordinal)))));

    private static JsonObject Describe(Component? owner, FileDigest file) => new()
    {
        ["SPDXID"] = IdOf(owner, file),
        ["fileName"] = $"./{file.Name}",
        ["checksums"] = new JsonArray(Checksum("SHA1", file.Sha1), Checksum("SHA256", file.Sha256)),
        ["licenseConcluded"] = Nothing,
        ["licenseInfoInFiles"] = new JsonArray(Nothing),
        ["copyrightText"] = Nothing,
    };

    private static JsonObject Describe(UnlistedLicense license) => new()
    {
        ["licenseId"] = license.Id,
        ["name"] = license.Name,
        ["extractedText"] = $"What the package's makers call '{license.Name}'. {LicenseList.WhereTheTextsAre}",
    };

    private static JsonObject Checksum(string algorithm, string value) => new() { ["algorithm"] = algorithm, ["checksumValue"] = value };

    private static JsonObject Relate(string from, string type, string to) =>
        new() { ["spdxElementId"] = from, ["relationshipType"] = type, ["relatedSpdxElement"] = to };

    // Ids have letters, digits, dots and dashes; names have more, so a digest tells them apart.
    private static string IdOf(Component component) =>
        $"SPDXRef-Package-{string.Concat(component.Name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))}-{Digests.OfText(component.PackageUrl)[..8]}";

    private static string IdOf(Component? owner, FileDigest file) => $"SPDXRef-File-{Digests.OfText(owner?.Name ?? "", file.Name)[..16]}";
}
