using Pockr.Contracts;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Original;

/// <summary>The body of <c>POST /containers/start</c>, checked.</summary>
internal sealed record OriginalStart(string Name, ImageReference Image, ContainerSpec Spec)
{
    public static OriginalStart Read(OriginalBody body)
    {
        var image = body.Text("image");
        var name = body.Text("name");
        var cmd = body.Texts("cmd");
        var env = body.Variables("env");
        var ports = body.Ports("ports");
        var network = body.OptionalText("network");
        body.ThrowIfInvalid();

        var reference = ImageReference.TryParse(image);
        if (reference is null)
        {
            body.Add(InvalidField.Value($"'{image}' {ImageReference.Rule}", "body", "image"));
        }

        CheckName(name, body);
        CheckEnv(env, body);
        CheckPorts(ports, network, body);
        body.ThrowIfInvalid();

        var mappings = ports.Select(port => new PortMapping(port.Host!.Value, port.Container!.Value)).ToList();
        var spec = ContainerFactory.Spec(image, mappings, string.IsNullOrEmpty(network) ? null : network);
        return new OriginalStart(name, reference!, spec with
        {
            Cmd = cmd.Count > 0 ? cmd : null,
            Env = [.. env.Select(variable => $"{variable.Key}={variable.Value}")],
        });
    }

    private static void CheckName(string name, OriginalBody body)
    {
        if (!ContainerNames.CanBeNew(name))
        {
            body.Add(InvalidField.Value($"'{name}' {ContainerNames.Rule}", "body", "name"));
        }
    }

    private static void CheckEnv(IReadOnlyList<OriginalVariable> env, OriginalBody body)
    {
        foreach (var (index, variable) in env.Index())
        {
            if (variable.Key is not { Length: > 0 } key || key.Contains('=', StringComparison.Ordinal))
            {
                body.Add(InvalidField.Value($"'{variable.Key}' is not the name of a variable", "body", "env", index, "key"));
            }
        }
    }

    private static void CheckPorts(IReadOnlyList<OriginalPort> ports, string? network, OriginalBody body)
    {
        if (ports.Count > 0 && !PortRules.CanPublish(network))
        {
            body.Add(InvalidField.Value($"ports {PortRules.NeedNetwork}", "body", "ports"));
        }

        foreach (var (index, port) in ports.Index())
        {
            if (!PortRules.IsPort(port.Host!.Value, 0))
            {
                body.Add(InvalidField.Value($"{port.Host} is not a port", "body", "ports", index, "host"));
            }

            if (!PortRules.IsPort(port.Container!.Value, 1))
            {
                body.Add(InvalidField.Value($"{port.Container} is not a port", "body", "ports", index, "container"));
            }
        }
    }
}
