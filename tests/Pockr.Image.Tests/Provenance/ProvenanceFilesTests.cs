using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Packages;
using Pockr.Image.Provenance;
using Pockr.Image.Recipes;
using Pockr.Signing;

namespace Pockr.Image.Tests.Provenance;

/// <summary>The documents about an image of the packages that are locked.</summary>
public sealed class ProvenanceFilesTests : IDisposable
{
    private static readonly Recipe s_recipe = RecipeFile.Read(new ImageSources(Checkout.ImageSources).RecipeOf("debian"), Architecture.X64);

    private static readonly PackageLock s_lock = PackageLock.Read(new ImageSources(Checkout.ImageSources).LockOf("debian-x86_64"));

    private static readonly string s_digest = new('1', 64);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSameImage_HasTheSameDocuments_WhereverAndWheneverItIsBuilt()
    {
        var first = await PublishAsync("first");
        var second = await PublishAsync("another/second");

        foreach (var name in ProvenanceFiles.Names)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(first, name), Cancellation);
            Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(second, name), Cancellation));
            Assert.DoesNotContain(_directory.Path, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Checksums_CoverThem_AndTheManifestDoesNot()
    {
        var image = await PublishAsync("image");

        var listed = SignedSums.Parse(await File.ReadAllTextAsync(Path.Combine(image, SignedSums.FileName), Cancellation));
        Assert.Equal(Directory.EnumerateFiles(image).Select(Path.GetFileName).Where(name => name != SignedSums.FileName).Order(), listed.Keys.Order());
        Assert.All(ProvenanceFiles.Names, name => Assert.Contains(name, listed.Keys));
        var manifest = await ReadAsync(image, ImageManifest.FileName);
        Assert.Equal(["base.qcow2", "vmlinux"], manifest["files"]!.AsArray().Select(file => (string)file!["name"]!));
    }

    [Fact]
    public async Task Spdx_HasEveryPackage_AndEverythingItNamesIsThere()
    {
        var document = await ReadAsync(await PublishAsync("image"), ProvenanceFiles.Spdx);

        Assert.Equal("SPDX-2.3", (string)document["spdxVersion"]!);
        Assert.Equal("https://pockr.invalid/spdx/pockr-image-debian-x86_64-00112233aabbccdd", (string)document["documentNamespace"]!);
        Assert.Equal("2026-01-01T00:00:00Z", (string)document["creationInfo"]!["created"]!);
        var packages = Objects(document, "packages");
        Assert.Equal(3 + s_lock.Packages.Count + 5, packages.Count);
        Assert.Equal(["OTHER", "OPERATING_SYSTEM"], packages.Take(2).Select(package => (string)package["primaryPackagePurpose"]!)); // as the schema spells it
        string[] ids = [(string)document["SPDXID"]!, .. packages.Concat(Objects(document, "files")).Select(element => (string)element["SPDXID"]!)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^SPDXRef-[A-Za-z0-9.-]+$", id));
        var relationships = Objects(document, "relationships");
        Assert.All(relationships, one => Assert.True(ids.Contains((string)one["spdxElementId"]!) && ids.Contains((string)one["relatedSpdxElement"]!), one.ToJsonString()));
        Assert.Equal(ids.Skip(1).Order(), relationships.Select(one => (string)one["relatedSpdxElement"]!).Order()); // each is in something, once
    }

    [Fact]
    public async Task Spdx_TellsWhereAPackageIsFrom_AndItsLicences()
    {
        var document = await ReadAsync(await PublishAsync("image"), ProvenanceFiles.Spdx);

        var locked = s_lock.Packages.Single(package => package.Name == "libstdc++6");
        var package = Objects(document, "packages").Single(package => (string)package["name"]! == locked.Name);
        Assert.Equal($"https://snapshot.debian.org/archive/debian/{s_lock.Snapshot}/{locked.Url["debian/".Length..]}", (string)package["downloadLocation"]!);
        Assert.Equal(locked.Sha256, (string)package["checksums"]![0]!["checksumValue"]!);
        Assert.Equal($"built package from: {locked.Source} {locked.SourceVersion}", (string)package["sourceInfo"]!);
        Assert.StartsWith("pkg:deb/debian/libstdc%2B%2B6@", (string)package["externalRefs"]![0]!["referenceLocator"]!, StringComparison.Ordinal);

        var named = Objects(document, "packages").SelectMany(package => ((string)package["licenseDeclared"]!).Split(' ', '(', ')'))
            .Where(word => word.StartsWith("LicenseRef-", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(named, Objects(document, "hasExtractedLicensingInfos").Select(license => (string)license["licenseId"]!));
    }

    [Fact]
    public async Task Spdx_HasTheFilesOfImageAndAgent_WithTheirDigests()
    {
        var document = await ReadAsync(await PublishAsync("image"), ProvenanceFiles.Spdx);

        var files = Objects(document, "files").ToDictionary(file => (string)file["fileName"]!, file => file["checksums"]!);
        Assert.Equal(Digests.OfText("content of base.qcow2"), (string)files["./base.qcow2"][1]!["checksumValue"]!);
        Assert.Equal("SHA1", (string)files["./libcoreclr.so"][0]!["algorithm"]!);
        var image = Objects(document, "packages").Single(package => (string)package["SPDXID"]! == "SPDXRef-Image");
        Assert.True((bool)image["filesAnalyzed"]!);
        Assert.Matches("^[0-9a-f]{40}$", (string)image["packageVerificationCode"]!["packageVerificationCodeValue"]!);
    }

    [Fact]
    public async Task CycloneDx_HasEveryPackage_AndEverythingItNamesIsThere()
    {
        var document = await ReadAsync(await PublishAsync("image"), ProvenanceFiles.CycloneDx);

        Assert.Equal("1.6", (string)document["specVersion"]!);
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", (string)document["serialNumber"]!);
        Assert.Equal("00112233aabbccdd", (string)document["metadata"]!["component"]!["version"]!);
        var components = Objects(document, "components");
        Assert.Equal(("debian", "13"), ((string)components[0]["name"]!, (string)components[0]["version"]!));
        Assert.Equal(2 + s_lock.Packages.Count + 5, components.Count);
        string[] refs = [(string)document["metadata"]!["component"]!["bom-ref"]!, .. components.Select(component => (string)component["bom-ref"]!)];
        Assert.Equal(refs.Length, refs.Distinct().Count());
        Assert.Equal(refs.Skip(1).Order(), Objects(document, "dependencies").SelectMany(one => one["dependsOn"]!.AsArray()).Select(on => (string)on!).Order());
    }

    [Fact]
    public async Task CycloneDx_NamesSourcesForTrivy_AndUnknownLicencesInTheirMakersWords()
    {
        var components = Objects(await ReadAsync(await PublishAsync("image"), ProvenanceFiles.CycloneDx), "components");

        var busybox = components.Single(component => (string)component["name"]! == "busybox-static");
        Assert.Equal(
            ["SrcName=busybox", "SrcVersion=1.37.0", "SrcRelease=6", "SrcEpoch=1"],
            busybox["properties"]!.AsArray().Select(one => $"{((string)one!["name"]!)["aquasecurity:trivy:".Length..]}={(string)one["value"]!}"));
        Assert.Equal("GPL-2", (string)busybox["licenses"]![0]!["license"]!["name"]!);
        Assert.Equal("Apache-2.0 AND MIT", (string)components.Single(component => (string)component["name"]! == "made-up")["licenses"]![0]!["expression"]!);
    }

    [Fact]
    public async Task Licences_NameEveryPackage_AndItsSource()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(await PublishAsync("image"), ProvenanceFiles.Licenses), Cancellation);

        Assert.All(s_lock.Packages, package => Assert.Contains($"\n| {package.Name} | {package.Version} | ", text, StringComparison.Ordinal));
        Assert.Contains("| busybox-static | 1:1.37.0-6+b9 | GPL-2 | busybox | 1:1.37.0-6 |", text, StringComparison.Ordinal);
        Assert.Contains("| Left.Over | 2.0.0 | not told |  |  |", text, StringComparison.Ordinal);
        Assert.Contains("/usr/share/doc/PACKAGE/copyright", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_NamesWhatWasBuilt_AndOfWhat()
    {
        var image = await PublishAsync("image");

        var statement = await ReadAsync(image, ProvenanceFiles.Statement);
        Assert.Equal("https://in-toto.io/Statement/v1", (string)statement["_type"]!);
        Assert.Equal("https://slsa.dev/provenance/v1", (string)statement["predicateType"]!);
        var listed = SignedSums.Parse(await File.ReadAllTextAsync(Path.Combine(image, SignedSums.FileName), Cancellation));
        listed.Remove(ProvenanceFiles.Statement);
        Assert.Equal(listed.OrderBy(file => file.Key), Objects(statement, "subject").Select(one => KeyValuePair.Create((string)one["name"]!, (string)one["digest"]!["sha256"]!)).OrderBy(file => file.Key));

        var definition = statement["predicate"]!["buildDefinition"]!;
        Assert.Equal("""{"distro":"debian","release":"trixie","architecture":"x86_64"}""", definition["externalParameters"]!.ToJsonString());
        var dependencies = Objects(definition.AsObject(), "resolvedDependencies");
        Assert.Equal(["image/recipes/debian.json", "guest-agent"], dependencies.Take(2).Select(one => (string)one["name"]!));
        Assert.Equal(s_digest, (string)dependencies[0]["digest"]!["sha256"]!);
        Assert.Equal(s_digest, (string)dependencies[1]["digest"]!["pockrTree"]!); // of a directory, which is no file's
        Assert.Equal(s_lock.Packages.Select(package => package.Sha256), dependencies.Skip(2).Take(s_lock.Packages.Count).Select(one => (string)one["digest"]!["sha256"]!));
    }

    public void Dispose() => _directory.Dispose();

    private static List<JsonObject> Objects(JsonObject parent, string name) => [.. parent[name]!.AsArray().Select(node => node!.AsObject())];

    private static async Task<JsonObject> ReadAsync(string image, string name) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(image, name), Cancellation))!.AsObject();

    private async Task<string> PublishAsync(string name)
    {
        var place = Directory.CreateDirectory(_directory[name]).FullName;
        var agent = PublishedAgent.Make(Path.Combine(place, "agent"));
        string[] files = ["base.qcow2", "vmlinux"];
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(place, file), $"content of {file}", Cancellation);
        }

        var certain = new LockedPackage("made-up", "1-1", "debian/pool/made-up_1-1_all.deb", s_digest, 1, "made-up", "1-1", ["Apache-2.0", "Expat"]);
        var supplied = new SuppliedPackages(s_lock with { Packages = [.. s_lock.Packages, certain] }, new PackageList(place, []), IsLocked: true);
        var documents = new ProvenanceFiles(
            new DistributionChoice(new DebianDistribution(null), s_recipe, "a test"), supplied, agent, [new("image/recipes/debian.json", s_digest), new("guest-agent", s_digest, IsTree: true)]);
        var image = Path.Combine(place, "image");
        await new ImageDirectory(image).PublishAsync(
            [.. files.Select(file => Path.Combine(place, file))],
            described => new(1, "debian", "trixie", "x86_64", "00112233aabbccdd", "6.12", "console=ttyS0", "", 512, 1 << 20, described, []),
            documents.WriteAsync,
            Cancellation);
        return image;
    }
}
