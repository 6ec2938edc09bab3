using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Settings;

/// <summary>What dockerd has to do to take changes over.</summary>
internal enum EngineChange
{
    None,
    Reload,
    Restart,
}

/// <summary>dockerd's configuration: the image's own, with the settings in it. The boot copies it to where dockerd reads it.</summary>
internal sealed class EngineConfiguration(AgentOptions options)
{
    private const string Proxies = "proxies";

    private readonly string _kept = SettingsStore.PathIn(options, "daemon.json");

    /// <summary>Writes it, for this boot and the next ones.</summary>
    public EngineChange Write(SystemSettings settings)
    {
        var own = File.ReadAllText(options.EngineConfiguration);
        var text = Render(own, settings);
        var running = DurableFile.Read(options.RunningEngineConfiguration);
        DurableFile.Ensure(_kept, text == own ? null : text, isSecret: true);
        if (!DurableFile.Ensure(options.RunningEngineConfiguration, text, isSecret: true))
        {
            return EngineChange.None;
        }

        return JsonNode.DeepEquals(Parse(running)[Proxies], Parse(text)[Proxies]) ? EngineChange.Reload : EngineChange.Restart;
    }

    private static string Render(string own, SystemSettings settings)
    {
        var configuration = Parse(own);
        Append(configuration, "registry-mirrors", settings.RegistryMirrors);
        Append(configuration, "insecure-registries", settings.InsecureRegistries);
        var proxies = new JsonObject();
        AddIfThere(proxies, "http-proxy", settings.HttpProxy);
        AddIfThere(proxies, "https-proxy", settings.HttpsProxy);
        AddIfThere(proxies, "no-proxy", settings.NoProxy);
        if (proxies.Count > 0)
        {
            configuration[Proxies] = proxies;
        }

        return JsonNode.DeepEquals(configuration, Parse(own)) ? own : configuration.ToJsonString();
    }

    private static void Append(JsonObject configuration, string key, IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        var list = configuration[key] as JsonArray;
        if (list is null)
        {
            configuration[key] = list = [];
        }

        foreach (var value in values)
        {
            list.Add((JsonNode)value);
        }
    }

    private static void AddIfThere(JsonObject target, string key, string? value)
    {
        if (value is not null)
        {
            target[key] = value;
        }
    }

    private static JsonObject Parse(string? text) => text is null ? [] : JsonNode.Parse(text)!.AsObject();
}
