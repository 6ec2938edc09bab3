using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Containers;

/// <summary>What a request for a container has to be like; everything that is wrong is said at once.</summary>
internal static class CreateContainerRules
{
    public const string PortsNeedNetwork = "cannot be published on the networks 'host' and 'none'";

    private const int HighestPort = 65535;

    public static void Check(CreateContainerRequest request)
    {
        var findings = Findings(request).ToList();
        if (findings.Count > 0)
        {
            throw new ProblemException(Problems.Invalid(string.Join(" ", findings.Select(f => f.What)), findings[0].Remedy));
        }
    }

    public static bool CanPublish(string? network) => network is not ("host" or "none");

    public static bool IsPort(int port, int lowest) => port >= lowest && port <= HighestPort;

    private static IEnumerable<(string What, string Remedy)> Findings(CreateContainerRequest request)
    {
        if (ImageReference.TryParse(request.Image) is null)
        {
            yield return ($"'{request.Image}' {ImageReference.Rule}.", ImageReference.Remedy);
        }

        if (request.Name is not null && !ContainerNames.CanBeNew(request.Name))
        {
            yield return ($"'{request.Name}' {ContainerNames.Rule}.", ContainerNames.Remedy);
        }

        foreach (var variable in request.Env ?? [])
        {
            if (variable is null || variable.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                yield return ($"'{variable}' in env is not NAME=value.", "Give each variable as 'NAME=value'.");
            }
        }

        if (request.Ports is { Count: > 0 } && !CanPublish(request.Network))
        {
            yield return ($"Ports {PortsNeedNetwork}.", "Leave 'network' out, or take 'ports' out.");
        }

        foreach (var port in request.Ports ?? [])
        {
            if (!IsPort(port.HostPort, 0) || !IsPort(port.ContainerPort, 1) || port.Protocol is not ("tcp" or "udp"))
            {
                yield return ($"{port.HostPort}:{port.ContainerPort}/{port.Protocol} is not a port mapping.",
                    "Use host ports 0 to 65535, container ports 1 to 65535, and 'tcp' or 'udp'.");
            }
        }
    }
}
