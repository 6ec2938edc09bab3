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
    private const string Mirrors = "registry-mirrors";
    private const string Insecure = "insecure-registries";

    // dockerd's own pools, as it gives them to new networks, and one of unique local addresses (RFC 4193).
    private static readonly (string Base, int Size)[] s_pools =
    [
        ("172.17.0.0/16", 16), ("172.18.0.0/16", 16), ("172.19.0.0/16", 16), ("172.20.0.0/14", 16), ("172.24.0.0/14", 16), ("172.28.0.0/14", 16),
        ("192.168.0.0/16", 20), ("fd70:6f63:6b72::/48", 64),
    ];

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

        return JsonNode.DeepEquals(WithoutRegistries(running), WithoutRegistries(text)) ? EngineChange.Reload : EngineChange.Restart;
    }

    // Registries are what a dockerd that runs reads again.
    private static JsonObject WithoutRegistries(string? text)
    {
        var configuration = Parse(text);
        configuration.Remove(Mirrors);
        configuration.Remove(Insecure);
        return configuration;
    }

    private static string Render(string own, SystemSettings settings)
    {
        var configuration = Parse(own);
        Append(configuration, Mirrors, settings.RegistryMirrors);
        Append(configuration, Insecure, settings.InsecureRegistries);
        if (settings.Ipv6 is true)
        {
            AddIpv6(configuration);
        }

        var proxies = new JsonObject();
        AddIfThere(proxies, "http-proxy", settings.HttpProxy);
        AddIfThere(proxies, "https-proxy", settings.HttpsProxy);
        AddIfThere(proxies, "no-proxy", settings.NoProxy);
        if (proxies.Count > 0)
        {
            configuration["proxies"] = proxies;
        }

        return JsonNode.DeepEquals(configuration, Parse(own)) ? own : configuration.ToJsonString();
    }

    // Before release 27, ip6tables is one of dockerd's experiments.
    private static void AddIpv6(JsonObject configuration)
    {
        configuration["experimental"] = true;
        configuration["ipv6"] = true;
        configuration["ip6tables"] = true;
        configuration["fixed-cidr-v6"] = "fd70:6f63:6b73::/64";
        configuration["default-address-pools"] = new JsonArray(
            [.. s_pools.Select(pool => new JsonObject { ["base"] = pool.Base, ["size"] = pool.Size })]);
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
