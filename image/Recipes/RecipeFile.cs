using System.Text.Json;
using System.Text.Json.Serialization;
using Pockr.Image.Errors;

namespace Pockr.Image.Recipes;

/// <summary>Reads recipes and says all that is wrong with one at once.</summary>
internal static class RecipeFile
{
    public static Recipe Read(string path, Architecture architecture)
    {
        var recipe = Parse(path);
        var findings = recipe.Validate().ToList();
        if (recipe.Architectures.GetValueOrDefault(architecture.Name) is null)
        {
            findings.Add($"'architectures' has nothing for {architecture}.");
        }

        return findings.Count == 0 ? recipe.For(architecture) : throw Failures.RecipeInvalid(path, findings);
    }

    private static Recipe Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), RecipeJson.Default.Recipe)
                ?? throw Failures.RecipeInvalid(path, ["it is empty."]);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Failures.RecipeInvalid(path, [exception.Message]);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Recipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
