using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Pockr.GuestAgent.Walls;

/// <summary>Where a container behind a wall may connect to.</summary>
/// <param name="Host">A name, an IPv4 address, or a range of those in CIDR notation.</param>
/// <param name="FirstPort">First TCP port.</param>
/// <param name="LastPort">Last TCP port.</param>
internal sealed partial record AllowedHost(string Host, int FirstPort, int LastPort)
{
    private const int HighestPort = 65535;
    private const int LongestName = 253;

    public bool IsName => !IsRange(Host);

    /// <summary>Reads <c>HOST</c>, <c>HOST:PORT</c> or <c>HOST:FIRST-LAST</c>; null if it is none of them.</summary>
    public static AllowedHost? TryParse(string text)
    {
        var parts = Form().Match(text);
        var host = parts.Groups["host"].Value;
        var first = Number(parts.Groups["first"], 1);
        var last = Number(parts.Groups["last"], parts.Groups["first"].Success ? first : HighestPort);
        return first >= 1 && last >= first && last <= HighestPort && (IsRange(host) || IsHostName(host)) ? new AllowedHost(host, first, last) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{FirstPort}-{LastPort}");

    private static int Number(Group digits, int otherwise) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : otherwise;

    // The parsers also take '1' and '0x7f.1' for addresses.
    private static bool IsRange(string host)
    {
        return host.Contains('/', StringComparison.Ordinal)
            ? IPNetwork.TryParse(host, out var range) && range.BaseAddress.AddressFamily == AddressFamily.InterNetwork && range.ToString() == host
            : IPAddress.TryParse(host, out var address) && address.ToString() == host;
    }

    // A resolver takes a name whose last part is a number for an address.
    private static bool IsHostName(string host) => host.Length <= LongestName && HostName().IsMatch(host);

    [GeneratedRegex(@"\A(?<host>[^:]+)(:(?<first>[0-9]{1,5})(-(?<last>[0-9]{1,5}))?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A([a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?\.)*[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex HostName();
}
