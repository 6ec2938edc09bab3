using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>Reads <c>[127.0.0.1:]HOST:CONTAINER[/tcp|udp]</c>.</summary>
internal static class PublishedPort
{
    private const string Remedy = "Write it as HOST:CONTAINER or HOST:CONTAINER/udp, such as '-p 8080:80'.";

    public static PortMapping Parse(string text)
    {
        var (ports, protocol) = SplitProtocol(text);
        var parts = ports.Split(':');
        if (parts.Length == 3)
        {
            EnsureLoopback(text, parts[0]);
            parts = parts[1..];
        }

        return parts.Length == 2
            ? new PortMapping(ParsePort(text, parts[0]), ParsePort(text, parts[1]), protocol)
            : throw Failures.Usage($"'-p {text}' does not name a port of the host and one of the container.", Remedy);
    }

    private static (string Ports, string Protocol) SplitProtocol(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return (text, "tcp");
        }

        var protocol = text[(slash + 1)..].ToLowerInvariant();
        return protocol is "tcp" or "udp"
            ? (text[..slash], protocol)
            : throw Failures.Usage($"'-p {text}' asks for the protocol '{protocol}'; tcp and udp are forwarded.", Remedy);
    }

    // Others on the network are not meant to reach into the machine.
    private static void EnsureLoopback(string text, string address)
    {
        if (address is not ("127.0.0.1" or "localhost"))
        {
            throw Failures.Usage(
                $"'-p {text}' asks for the host address '{address}'; ports are only published on the host's loopback, 127.0.0.1.",
                "Leave the address out.");
        }
    }

    private static int ParsePort(string text, string port)
    {
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? number
            : throw Failures.Usage($"'-p {text}' has '{port}' where a port is expected, 1 to 65535.", Remedy);
    }
}
