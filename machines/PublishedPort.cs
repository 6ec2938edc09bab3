using System.Globalization;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>
/// Reads <c>[127.0.0.1:][HOST:]CONTAINER[/tcp|udp]</c>. HOST and CONTAINER are a port, or a range as <c>FIRST-LAST</c>; without HOST the
/// mapping's host port is 0, and a free one is to be taken.
/// </summary>
internal static class PublishedPort
{
    private const string Remedy = "Write it as HOST:CONTAINER, such as '-p 8080:80', '-p 5353:53/udp' or '-p 8000-8010:8000-8010'.";

    public static PortMapping Parse(string text)
    {
        var (ports, protocol) = SplitProtocol(text);
        var parts = ports.Split(':');
        if (parts.Length == 3)
        {
            EnsureLoopback(text, parts[0]);
            parts = parts[1..];
        }

        if (parts.Length > 2)
        {
            throw Failures.Usage($"'-p {text}' does not name a port of the host and one of the container.", Remedy);
        }

        var container = ParseRange(text, parts[^1]);
        var host = parts.Length == 2 && parts[0].Length > 0 ? ParseRange(text, parts[0]) : (First: 0, container.Count);
        return host.Count == container.Count
            ? new PortMapping(host.First, container.First, protocol, container.Count > 1 ? container.First + container.Count - 1 : null)
            : throw Failures.Usage($"'-p {text}' has {host.Count} ports of the host for {container.Count} of the container.", Remedy);
    }

    /// <summary>How many ports a mapping is of.</summary>
    public static int CountOf(PortMapping mapping) => (mapping.LastContainerPort ?? mapping.ContainerPort) - mapping.ContainerPort + 1;

    /// <summary>As <c>-p</c> takes it.</summary>
    public static string Format(PortMapping mapping)
    {
        var last = mapping.LastContainerPort is { } end ? end - mapping.ContainerPort : 0;
        var suffix = mapping.Protocol == "tcp" ? "" : $"/{mapping.Protocol}";
        return $"{Range(mapping.HostPort, last)}:{Range(mapping.ContainerPort, last)}{suffix}";
    }

    private static string Range(int first, int more) => more == 0 ? $"{first}" : $"{first}-{first + more}";

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

    // Others on the network are meant to reach into the machine only where that was asked for, once for the whole machine.
    private static void EnsureLoopback(string text, string address)
    {
        if (address is not (BindAddress.Loopback or "localhost"))
        {
            throw Failures.Usage(
                $"'-p {text}' asks for the host address '{address}'; ports are published on the host's loopback, 127.0.0.1.",
                "Leave the address out; 'pockr up --bind ADDRESS' opens what is published to others.");
        }
    }

    private static (int First, int Count) ParseRange(string text, string range)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return (ParsePort(text, range), 1);
        }

        var (first, last) = (ParsePort(text, range[..dash]), ParsePort(text, range[(dash + 1)..]));
        return last >= first
            ? (first, last - first + 1)
            : throw Failures.Usage($"'-p {text}' has the range '{range}', which ends before it begins.", Remedy);
    }

    private static int ParsePort(string text, string port)
    {
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? number
            : throw Failures.Usage($"'-p {text}' has '{port}' where a port is expected, 1 to 65535.", Remedy);
    }
}
