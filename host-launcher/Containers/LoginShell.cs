using Pockr.Contracts;

namespace Pockr.HostLauncher.Containers;

/// <summary>A shell as somebody has it who logs in to a container.</summary>
internal static class LoginShell
{
    // The user's own shell, where the container says which; 'sh -l' reads the profile as a login does.
    private const string Login =
        "cd 2>/dev/null; shell=$(sed -n \"s/^$(id -un):.*://p\" /etc/passwd 2>/dev/null); [ -x \"$shell\" ] || shell=/bin/sh; exec \"$shell\" -l";

    /// <param name="user">User of the container; the image's own if absent.</param>
    public static ExecRequest Of(string? user) => new(["/bin/sh", "-c", Login], User: user);
}
