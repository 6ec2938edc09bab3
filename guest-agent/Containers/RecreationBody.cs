using System.Text.Json.Nodes;

namespace Pockr.GuestAgent.Containers;

/// <summary>What a container has to be created of to be as another one; handed on whole, so that no setting is lost for not being known here.</summary>
internal static class RecreationBody
{
    private const int ShortId = 12;

    private static readonly string[] s_endpointSettings = ["IPAMConfig", "Links", "Aliases", "DriverOpts"];

    public static JsonObject Of(JsonObject container)
    {
        var shortId = ((string)container["Id"]!)[..ShortId];
        var body = container["Config"]!.DeepClone().AsObject();
        if ((string?)body["Hostname"] == shortId)
        {
            body.Remove("Hostname"); // made of the id, as the new one's will be
        }

        body["HostConfig"] = container["HostConfig"]!.DeepClone();
        body["NetworkingConfig"] = new JsonObject { ["EndpointsConfig"] = Endpoints(container, shortId) };
        return body;
    }

    private static JsonObject Endpoints(JsonObject container, string shortId)
    {
        var endpoints = new JsonObject();
        foreach (var (network, endpoint) in container["NetworkSettings"]?["Networks"]?.AsObject() ?? [])
        {
            var settings = new JsonObject();
            foreach (var name in s_endpointSettings)
            {
                settings[name] = endpoint?[name]?.DeepClone();
            }

            if (settings["Aliases"] is JsonArray aliases)
            {
                aliases.RemoveAll(alias => (string?)alias == shortId); // dockerd's own
            }

            endpoints[network] = settings;
        }

        return endpoints;
    }
}
