using System.Text.Json.Nodes;

namespace Pockr.Machines.Settings;

/// <summary>A setting of a machine as <c>pockr config</c> knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is, in a few words.</param>
/// <param name="IsLive">Whether a machine that runs takes it over at once; otherwise with its next start.</param>
/// <param name="Read">Its value, for JSON.</param>
/// <param name="Write">The settings with another value.</param>
internal sealed record ConfigKey(
    string Name,
    string Meaning,
    bool IsLive,
    Func<MachineConfig, JsonNode?> Read,
    Func<MachineConfig, TypedValue, MachineConfig> Write)
{
    /// <summary>Its value as lines, as they would be typed.</summary>
    public IReadOnlyList<string> TextOf(MachineConfig config) => Read(config) switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        var value => [value.ToString()],
    };
}
