using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Settings;

/// <summary>The settings the machine was given last, kept from one boot to the next.</summary>
internal sealed class SettingsStore(AgentOptions options)
{
    /// <summary>Revision while settings are being taken over: whoever compares finds another than his own, and gives them again.</summary>
    public const string Unfinished = "unfinished";

    private static readonly SystemSettings s_none = new();

    private readonly string _path = PathIn(options, "settings.json");
    private volatile SystemSettings? _current;

    public SystemSettings Current => _current ??= Read();

    /// <summary>Of a file that goes with the settings.</summary>
    public static string PathIn(AgentOptions options, string name) => Path.Combine(options.StateDirectory, "settings", name);

    public void Save(SystemSettings settings)
    {
        var isNone = settings == s_none;
        DurableFile.Ensure(_path, isNone ? null : JsonSerializer.Serialize(settings, AgentJson.TypeInfo<SystemSettings>()), isSecret: true);
        _current = settings;
    }

    private SystemSettings Read()
    {
        try
        {
            return DurableFile.Read(_path) is { } text ? JsonSerializer.Deserialize(text, AgentJson.TypeInfo<SystemSettings>())! : s_none;
        }
        catch (JsonException)
        {
            return new SystemSettings(Revision: Unfinished);
        }
    }
}
