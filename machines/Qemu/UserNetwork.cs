using System.Globalization;

namespace Pockr.Machines.Qemu;

/// <summary>A port of the host that leads into the guest.</summary>
internal readonly record struct ForwardRule(string Protocol, string HostAddress, int HostPort, int GuestPort, string GuestAddress = ForwardRule.Guest)
{
    /// <summary>The guest, as what comes from elsewhere finds it.</summary>
    public const string Guest = "10.0.2.15";

    /// <summary>The guest's own loopback: there is also what a container publishes nowhere else.</summary>
    public const string GuestLoopback = "127.0.0.1";

    /// <summary>As <c>hostfwd_remove</c> takes it.</summary>
    public string HostSide => $"{Protocol}:{HostAddress}:{HostPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>As <c>hostfwd_add</c> takes it.</summary>
    public override string ToString() => $"{HostSide}-{GuestAddress}:{GuestPort.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>Reads what <c>info usernet</c> prints: a table for people, the only place QEMU tells its forwarding rules.</summary>
internal static class UserNetwork
{
    private const string RuleMark = "[HOST_FORWARD]";
    private const string ConnectionMark = "TCP[";
    private const int NeededCells = 6;

    public static IReadOnlyList<ForwardRule> Parse(string output)
    {
        return [.. output.Split('\n').Select(ParseLine).OfType<ForwardRule>()];
    }

    /// <summary>How many connections there are that came from this host, over one of the rules. Those that are over linger for a while.</summary>
    public static int CountClients(string output) => output.Split('\n').Select(CellsOf).Count(cells =>
        cells.Length >= NeededCells && cells[0].StartsWith(ConnectionMark, StringComparison.Ordinal) && cells[2] != ForwardRule.Guest
        && !cells[0].EndsWith(RuleMark, StringComparison.Ordinal) && cells[0] is not ("TCP[TIME_WAIT]" or "TCP[CLOSED]"));

    // "  TCP[HOST_FORWARD]  12       127.0.0.1 18081       10.0.2.15 18081     0     0"; other lines are connections.
    private static ForwardRule? ParseLine(string line)
    {
        var cells = CellsOf(line);
        if (cells.Length < NeededCells || !cells[0].EndsWith(RuleMark, StringComparison.Ordinal))
        {
            return null;
        }

        return int.TryParse(cells[3], CultureInfo.InvariantCulture, out var hostPort)
            && int.TryParse(cells[5], CultureInfo.InvariantCulture, out var guestPort)
            ? new ForwardRule(cells[0][..^RuleMark.Length].ToLowerInvariant(), cells[2], hostPort, guestPort, cells[4])
            : null;
    }

    private static string[] CellsOf(string line) => line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
