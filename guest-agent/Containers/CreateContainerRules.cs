using Pockr.Contracts;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Walls;

namespace Pockr.GuestAgent.Containers;

/// <summary>What a request for a container has to be like; everything that is wrong is said at once.</summary>
internal static class CreateContainerRules
{
    public static void Check(CreateContainerRequest request)
    {
        // The others take what is in the lists for granted.
        Finding.ThrowIfAny(ListRules.Find(request));
        Finding.ThrowIfAny(
        [
            .. Find(request),
            .. FindInSystem(request),
            .. PortRules.Find(request.Ports ?? [], request.Network),
            .. MountRules.Find(request),
            .. NetworkRules.Find(request),
            .. AllowedHostRules.Find(request),
            .. LimitRules.Find(request),
            .. SecurityRules.Find(request),
            .. RestartPolicyRules.Find(request),
            .. HealthCheckRules.Find(request.HealthCheck),
            .. LogDriverRules.Find(request),
            .. BootPriorityRules.Find(request),
        ]);
    }

    private static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        if (ImageReference.TryParse(request.Image) is null)
        {
            yield return new($"'{request.Image}' {ImageReference.Rule}.", ImageReference.Remedy);
        }

        if (request.Name is not null && !ContainerNames.CanBeNew(request.Name))
        {
            yield return new($"'{request.Name}' {ContainerNames.Rule}.", ContainerNames.Remedy);
        }

        foreach (var variable in (request.Env ?? []).Where(variable => variable.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            yield return new($"'{variable}' in env is not NAME=value.", "Give each variable as 'NAME=value'.");
        }

        if (request.WorkDir is { } directory && !MountRules.IsAbsolute(directory))
        {
            yield return new($"workDir is '{directory}'.", "Give an absolute path, such as '/srv'.");
        }

        if (request.Labels is { } labels && labels.ContainsKey(""))
        {
            yield return new("A label has no name.", "Give each label a name; its value may be empty.");
        }

        if (request.StopSignal is { } signal && !Signals.IsSignal(signal))
        {
            yield return new($"stopSignal is '{signal}'.", Signals.Remedy);
        }

        if (request.StopTimeoutSeconds is < 0 or > StopTimeout.Longest)
        {
            yield return new($"stopTimeoutSeconds is {request.StopTimeoutSeconds}.", StopTimeout.Remedy);
        }
    }

    private static IEnumerable<Finding> FindInSystem(CreateContainerRequest request)
    {
        if (!request.System)
        {
            yield break;
        }

        if (request.Entrypoint is { Count: > 0 })
        {
            yield return new("A system has an entrypoint.", "Name its init as the command; by itself, /sbin/init is it.");
        }

        if (request.User is { } user)
        {
            yield return new($"A system's init is to run as '{user}'.", "Leave user out: an init is root, and starts services as the users they are for.");
        }

        if (request.Init is true)
        {
            yield return new("A system is to have another first process than its own.", "Leave init out: the system's own reaps the dead.");
        }
    }
}
