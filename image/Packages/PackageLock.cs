using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pockr.Image.Errors;
using Pockr.Image.Recipes;

namespace Pockr.Image.Packages;

/// <summary>
/// The packages of an image, file by file, so that the same can be built again. Signatures were checked when it was made; it is part of
/// the sources since then, and its digests are what counts.
/// </summary>
/// <param name="Schema">Version of this layout.</param>
/// <param name="Distro">The distribution.</param>
/// <param name="Release">Its release.</param>
/// <param name="Architecture">The processor.</param>
/// <param name="Recipe">Digest of what the recipe asked for.</param>
/// <param name="Snapshot">When it was made, as <c>20260131T120000Z</c>: where an archive of all times is asked.</param>
/// <param name="Packages">The packages, ordered by name.</param>
internal sealed partial record PackageLock(
    int Schema, string Distro, string Release, string Architecture, string Recipe, string Snapshot, IReadOnlyList<LockedPackage> Packages)
{
    public const int CurrentSchema = 1;

    /// <summary>Digest over the files, whatever else is written of them.</summary>
    public string Digest => Digests.OfText(Packages.Select(package => package.Sha256));

    public static PackageLock Make(Recipe recipe, IEnumerable<LockedPackage> packages) => new(
        CurrentSchema,
        recipe.Distro,
        recipe.Release,
        recipe.Architecture.Name,
        DigestOf(recipe),
        DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        [.. packages.OrderBy(package => package.Name, StringComparer.Ordinal)]);

    /// <summary>Whether it answers what the recipe asks for now.</summary>
    public bool Fits(Recipe recipe) =>
        Distro == recipe.Distro && Release == recipe.Release && Architecture == recipe.Architecture.Name && Recipe == DigestOf(recipe);

    public static PackageLock Read(string path)
    {
        PackageLock? read;
        try
        {
            read = JsonSerializer.Deserialize(File.ReadAllText(path), PackageLockJson.Default.PackageLock);
        }
        catch (JsonException exception)
        {
            throw Failures.LockInvalid(path, [exception.Message]);
        }

        var findings = read is null ? ["it is empty."] : read.Validate().ToList();
        return findings.Count == 0 ? read! : throw Failures.LockInvalid(path, findings);
    }

    /// <summary>There is the old file or the new one, never half of one.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.partial";
        var options = new JsonSerializerOptions(PackageLockJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        File.WriteAllText(partial, JsonSerializer.Serialize(this, new PackageLockJson(options).PackageLock) + '\n');
        File.Move(partial, path, overwrite: true);
    }

    private IEnumerable<string> Validate()
    {
        if (Schema != CurrentSchema)
        {
            yield return $"'schema' is {Schema}; this program knows {CurrentSchema}.";
            yield break;
        }

        if (Packages.Any(package => package is null))
        {
            yield return "'packages' has an entry that is nothing.";
            yield break;
        }

        foreach (var package in Packages)
        {
            // Both become parts of paths.
            if (!Sha256().IsMatch(package.Sha256))
            {
                yield return $"the 'sha256' of {package.Name} is '{package.Sha256}'.";
            }

            if (!RelativeUrl().IsMatch(package.Url) || package.Url.Split('/').Contains(".."))
            {
                yield return $"the 'url' of {package.Name} is '{package.Url}'; use a relative one.";
            }
        }
    }

    private static string DigestOf(Recipe recipe) => Digests.OfText([recipe.Release, .. recipe.Packages, "without", .. recipe.Replaced])[..16];

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._~%+:@=-]*(/[A-Za-z0-9._~%+:@=-]+)+$")]
    private static partial Regex RelativeUrl();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PackageLock))]
internal sealed partial class PackageLockJson : JsonSerializerContext;
