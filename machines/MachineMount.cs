using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Pockr.Contracts;

namespace Pockr.Machines;

/// <summary>A directory of this host that the machine has.</summary>
/// <param name="Source">The directory.</param>
/// <param name="Path">Where it is in the machine.</param>
/// <param name="ReadOnly">Whether the machine cannot write to it.</param>
internal sealed record MachineMount([property: JsonRequired] string Source, [property: JsonRequired] string Path, bool ReadOnly = false)
{
    private const int TagDigits = 16;

    /// <summary>What the virtual hardware is called. Another directory has another, so that saved memory does not go on with it.</summary>
    [JsonIgnore]
    public string Tag
    {
        get
        {
            var text = Encoding.UTF8.GetBytes($"{Source}\0{Path}\0{ReadOnly}");
            return $"pockr-{Convert.ToHexStringLower(SHA256.HashData(text))[..TagDigits]}";
        }
    }

    /// <summary>The directory as the machine is told of it.</summary>
    [JsonIgnore]
    public SharedDirectory Shared => new(Tag, Path, ReadOnly);

    public SettingFinding? FindOnHost()
    {
        return System.IO.Path.IsPathRooted(Source) && Directory.Exists(Source)
            ? null
            : new SettingFinding("mounts", $"'{Source}'", "there is no such directory on this host", "make it, or write it as DIR[:GUESTPATH][:ro] with an absolute GUESTPATH");
    }

    /// <summary>As it is typed.</summary>
    public override string ToString() => $"{Source}{(Path == Source ? "" : $":{Path}")}{(ReadOnly ? ":ro" : "")}";
}
