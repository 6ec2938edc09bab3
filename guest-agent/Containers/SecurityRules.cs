using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>What a container may do.</summary>
internal static class SecurityRules
{
    private const string Prefix = "CAP_";
    private const string Seccomp = "seccomp=";

    private const string OptionRemedy =
        "Use 'no-new-privileges', 'seccomp=unconfined', 'seccomp=' and a profile as JSON text, 'apparmor=NAME' or 'label=…'.";

    private static readonly string[] s_capabilities =
    [
        "ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN", "DAC_OVERRIDE",
        "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE",
        "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID",
        "SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO",
        "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "WAKE_ALARM",
    ];

    private static readonly string[] s_actions =
    [
        "SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_KILL", "SCMP_ACT_KILL_PROCESS", "SCMP_ACT_KILL_THREAD", "SCMP_ACT_LOG",
        "SCMP_ACT_NOTIFY", "SCMP_ACT_TRACE", "SCMP_ACT_TRAP",
    ];

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        foreach (var capability in (request.CapAdd ?? []).Concat(request.CapDrop ?? []).Where(capability => !IsCapability(capability)))
        {
            yield return new($"'{capability}' is not a capability.", "Use names such as 'NET_ADMIN', or 'ALL'.");
        }

        foreach (var option in request.SecurityOptions ?? [])
        {
            if (option.StartsWith(Seccomp, StringComparison.Ordinal) && WrongProfile(option[Seccomp.Length..]) is { } wrong)
            {
                yield return new($"The seccomp profile {wrong}.", OptionRemedy);
            }
            else if (!IsOption(option))
            {
                yield return new($"'{option}' is not a security option.", OptionRemedy);
            }
        }
    }

    private static bool IsCapability(string name)
    {
        var upper = name.ToUpperInvariant();
        return s_capabilities.Contains(upper.StartsWith(Prefix, StringComparison.Ordinal) ? upper[Prefix.Length..] : upper);
    }

    private static bool IsOption(string option)
    {
        return option is "no-new-privileges" or "no-new-privileges=true" or "no-new-privileges=false"
            || option.Split('=', 2) is ["seccomp" or "apparmor" or "label", { Length: > 0 }];
    }

    // dockerd reads a profile only when the container starts, and calls what is wrong with it a failure of its own.
    private static string? WrongProfile(string profile)
    {
        if (profile is "unconfined" or "builtin")
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(profile);
            return WrongProfile(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"is not JSON: {exception.Message}"; // of half a character, the second kind
        }
    }

    private static string? WrongProfile(JsonElement profile)
    {
        if (profile.ValueKind != JsonValueKind.Object || !profile.TryGetProperty("defaultAction", out var action))
        {
            return "has no defaultAction";
        }

        var isAction = action.ValueKind == JsonValueKind.String && s_actions.Contains(action.GetString());
        return isAction ? null : $"has the defaultAction {action.GetRawText()}, which is none";
    }
}
