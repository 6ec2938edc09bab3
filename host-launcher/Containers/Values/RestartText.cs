using System.Globalization;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>no</c>, <c>always</c>, <c>unless-stopped</c> and <c>on-failure[:TIMES]</c>.</summary>
internal static class RestartText
{
    private const string OnFailure = "on-failure";

    public static RestartPolicy Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var times = 0;
        var isKnown = colon < 0
            ? name is "no" or "always" or "unless-stopped" or OnFailure
            : name == OnFailure && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out times);
        return isKnown
            ? new RestartPolicy(name, times)
            : throw Failures.Usage($"'--restart {text}' is not known.", "Use 'no', 'always', 'unless-stopped', 'on-failure' or 'on-failure:5'.");
    }
}
