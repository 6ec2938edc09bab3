using System.Text.Json;
using System.Text.Json.Serialization;
using Pockr.Image.Errors;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>
/// Remembers how new each index was that has been seen. An old one carries a good signature as well, and hands out packages whose holes
/// have since been mended.
/// </summary>
internal sealed class IndexTimes(string path)
{
    /// <param name="address">Where the index came from, for errors.</param>
    /// <param name="repository">The repository's directory; the same on every mirror.</param>
    /// <param name="index">The index.</param>
    public void Check(string address, string repository, PackageIndex index)
    {
        var times = Load();
        var key = $"{repository} {index.Signer}";
        if (times.TryGetValue(key, out var seen) && index.Newest < seen)
        {
            throw Failures.IndexStale(address, index.Newest, seen, path);
        }

        times[key] = index.Newest;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a lock can be the first thing that is made
        var partial = $"{path}.partial";
        File.WriteAllText(partial, JsonSerializer.Serialize(times, IndexTimesJson.Default.SortedDictionaryStringInt64));
        File.Move(partial, path, overwrite: true);
    }

    private SortedDictionary<string, long> Load() => File.Exists(path)
        ? JsonSerializer.Deserialize(File.ReadAllText(path), IndexTimesJson.Default.SortedDictionaryStringInt64)!
        : new SortedDictionary<string, long>(StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, long>))]
internal sealed partial class IndexTimesJson : JsonSerializerContext;
