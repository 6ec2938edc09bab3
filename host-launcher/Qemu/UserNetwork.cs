using System.Globalization;

namespace Pockr.HostLauncher.Qemu;

/// <summary>A port of the host that leads into the guest.</summary>
internal readonly record struct ForwardRule(string Protocol, string HostAddress, int HostPort, int GuestPort)
{
    public const string Loopback = "127.0.0.1";

    /// <summary>As <c>hostfwd_remove</c> takes it.</summary>
    public string HostSide => $"{Protocol}:{HostAddress}:{HostPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>As <c>hostfwd_add</c> takes it.</summary>
    public override string ToString() => $"{HostSide}-:{GuestPort.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>Reads what <c>info usernet</c> prints: a table for people, the only place QEMU tells its forwarding rules.</summary>
internal static class UserNetwork
{
    private const string RuleMark = "[HOST_FORWARD]";

    public static IReadOnlyList<ForwardRule> Parse(string output)
    {
        return [.. output.Split('\n').Select(ParseLine).OfType<ForwardRule>()];
    }

    // "  TCP[HOST_FORWARD]  12       127.0.0.1 18081       10.0.2.15 18081     0     0"; other lines are connections.
    private static ForwardRule? ParseLine(string line)
    {
        var cells = line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length < 6 || !cells[0].EndsWith(RuleMark, StringComparison.Ordinal))
        {
            return null;
        }

        return int.TryParse(cells[3], CultureInfo.InvariantCulture, out var hostPort)
            && int.TryParse(cells[5], CultureInfo.InvariantCulture, out var guestPort)
            ? new ForwardRule(cells[0][..^RuleMark.Length].ToLowerInvariant(), cells[2], hostPort, guestPort)
            : null;
    }
}
