using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pockr.Bench.Results;

/// <summary>A directory with the newest result of each suite.</summary>
internal sealed class ResultFiles(string directory)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by people, not by browsers
    };

    public void Write(SuiteResult result)
    {
        Directory.CreateDirectory(directory);
        var temporary = PathOf(result.Suite) + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(result, s_json) + "\n");
        File.Move(temporary, PathOf(result.Suite), overwrite: true);
    }

    /// <returns>Nothing if it has not been measured.</returns>
    public SuiteResult? Read(string suite)
    {
        if (!File.Exists(PathOf(suite)))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SuiteResult>(File.ReadAllText(PathOf(suite)), s_json) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException damage)
        {
            throw Failures.ResultDamaged(PathOf(suite), suite, damage);
        }
    }

    private string PathOf(string suite) => Path.Combine(directory, $"{suite}.json");
}
