namespace Pockr.Machines.Disks;

/// <summary>Name of a layer: 32 hexadecimal digits, drawn at random; its file has them as its name.</summary>
internal static class LayerName
{
    private const string Extension = ".qcow2";

    public static string Draw() => $"{Guid.NewGuid():N}";

    public static bool IsValid(string? name) => name is not null && Guid.TryParseExact(name, "N", out var id) && name == $"{id:N}";

    /// <summary>Whether a path is that of a layer, and written as we write it.</summary>
    public static bool IsValid(string layers, string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return IsValid(name) && file == PathIn(layers, name);
    }

    public static string PathIn(string layers, string name) => Path.Combine(layers, name + Extension);
}
