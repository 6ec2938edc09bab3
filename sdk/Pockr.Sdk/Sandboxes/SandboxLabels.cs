using System.Globalization;
using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A sandbox is a container with these labels: nothing about it is kept anywhere else.</summary>
internal static class SandboxLabels
{
    public const string Sandbox = "pockr.sandbox";
    public const string Project = "pockr.sandbox.project";

    private const string Profile = "pockr.sandbox.profile";
    private const string Persistent = "pockr.sandbox.persistent";
    private const string TimeoutSeconds = "pockr.sandbox.timeout-seconds";

    public static Dictionary<string, string> Of(SandboxOptions options, string? lease)
    {
        var labels = new Dictionary<string, string>
        {
            [Sandbox] = "",
            [Persistent] = options.IsPersistent ? "true" : "false",
            [TimeoutSeconds] = options.TimeoutSeconds.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Project is { } project)
        {
            labels[Project] = project;
        }

        if (options.UsedProfile is { } profile)
        {
            labels[Profile] = profile.Name;
        }

        if (lease is not null)
        {
            labels[Lease.Label] = lease;
        }

        return labels;
    }

    public static SandboxInfo? Read(ContainerDetails container)
    {
        var labels = container.Labels;
        return !labels.ContainsKey(Sandbox) ? null : new SandboxInfo(
            container.Name,
            container.Id,
            container.State.Status,
            container.Image,
            labels.GetValueOrDefault(Profile),
            labels.GetValueOrDefault(Project),
            labels.GetValueOrDefault(Persistent) == "true",
            int.TryParse(labels.GetValueOrDefault(TimeoutSeconds), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? seconds : Sandboxes.Sandbox.UsualTimeoutSeconds,
            container.CreatedAt,
            container.Ports);
    }
}
