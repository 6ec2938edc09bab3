using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pockr.Image.Packages;

/// <summary>The packages of an image, in the directory they were fetched to, ordered by name.</summary>
internal sealed record PackageList(string Directory, IReadOnlyList<PackageFile> Packages)
{
    private const string IndexName = "packages.json";

    public string PathOf(PackageFile package) => Path.Combine(Directory, package.FileName);

    public void Save() => File.WriteAllText(
        Path.Combine(Directory, IndexName), JsonSerializer.Serialize(Packages, PackagesJson.Default.IReadOnlyListPackageFile));

    public static PackageList Load(string directory) => new(
        directory,
        JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(directory, IndexName)), PackagesJson.Default.IReadOnlyListPackageFile)!);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<PackageFile>))]
internal sealed partial class PackagesJson : JsonSerializerContext;
