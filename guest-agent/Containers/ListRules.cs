using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>What every list of a request has to be like: without nulls, and without the character that ends a text for the kernel.</summary>
internal static class ListRules
{
    private const char Nul = '\0';

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        (string Name, IEnumerable<object?>? Values)[] lists =
        [
            ("cmd", request.Cmd), ("entrypoint", request.Entrypoint), ("env", request.Env), ("ports", request.Ports),
            ("labels", request.Labels?.Values), ("labels", request.Labels?.Keys),
            ("mounts", request.Mounts), ("mounts", request.Mounts?.SelectMany(Texts)),
            ("tmpfs", request.Tmpfs?.Values), ("tmpfs", request.Tmpfs?.Keys),
            ("logOptions", request.LogOptions?.Values), ("logOptions", request.LogOptions?.Keys),
            ("dns", request.Dns), ("extraHosts", request.ExtraHosts), ("allowedHosts", request.AllowedHosts),
            ("devices", request.Devices), ("devices", request.Devices?.SelectMany(Texts)),
            ("ulimits", request.Ulimits), ("capAdd", request.CapAdd), ("capDrop", request.CapDrop),
            ("securityOptions", request.SecurityOptions), ("healthCheck.test", request.HealthCheck?.Test),
            ("workDir", Text(request.WorkDir)), ("user", Text(request.User)),
        ];
        return lists.SelectMany(list => Find(list.Name, list.Values ?? []));
    }

    private static IEnumerable<Finding> Find(string name, IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            if (value is null)
            {
                yield return new($"There is a null in {name}.", "Take it out, or give it a value.");
            }
            else if (value is string text && text.Contains(Nul, StringComparison.Ordinal))
            {
                yield return new($"There is a NUL character in {name}.", "Take it out; no program can be handed one.");
            }
        }
    }

    private static IEnumerable<string> Texts(MountRequest? mount) => [mount?.Target ?? "", mount?.Source ?? ""];

    private static IEnumerable<string> Texts(DeviceRequest? device) => [device?.HostPath ?? "", device?.ContainerPath ?? ""];

    private static string[] Text(string? value) => value is null ? [] : [value];
}
