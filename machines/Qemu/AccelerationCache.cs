using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pockr.Machines.Qemu;

/// <summary>What was found out about accelerators; <c>acceleration.json</c>.</summary>
internal sealed record AccelerationCache(IReadOnlyList<AccelerationEntry> Entries) : IJsonOnDeserialized
{
    private const int Kept = 16;

    /// <summary>What is in the file; nothing if it is not there or cannot be read.</summary>
    public static AccelerationCache? TryRead(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), MachineJson.Default.AccelerationCache) is { Entries: not null } cache
                ? cache
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public AccelerationEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key);

    public AccelerationCache With(AccelerationEntry entry) =>
        new([entry, .. Entries.Where(other => other.Key != entry.Key).Take(Kept - 1)]);

    void IJsonOnDeserialized.OnDeserialized() => WholeList.Ensure(Entries, "entries");
}

/// <summary>An answer, and what it holds for.</summary>
/// <param name="Key">Host, kernel, QEMU, image and candidates.</param>
/// <param name="Accelerator">The one to use.</param>
/// <param name="Reason">Why it is not a faster one.</param>
internal sealed record AccelerationEntry(string Key, string Accelerator, string? Reason);
