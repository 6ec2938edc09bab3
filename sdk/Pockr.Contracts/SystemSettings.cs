namespace Pockr.Contracts;

/// <summary>
/// Body of <c>PUT /v1/system/settings</c>, and the answer of <c>GET</c>: what the machine takes from outside. What is absent is as the
/// image has it.
/// </summary>
/// <param name="Dns">IPv4 addresses of name servers, three at most; the host's own, 10.0.2.3, if absent.</param>
/// <param name="HttpProxy">URL of the proxy that dockerd goes to the outside by.</param>
/// <param name="HttpsProxy">The same for TLS.</param>
/// <param name="NoProxy">Hosts, domains and networks dockerd reaches without a proxy, separated by commas.</param>
/// <param name="RegistryMirrors">URLs of mirrors of Docker Hub.</param>
/// <param name="InsecureRegistries">Registries, each as <c>HOST[:PORT]</c> or a network, that dockerd may speak to without TLS.</param>
/// <param name="ExtraCa">Certificates of further authorities to trust, as PEM.</param>
/// <param name="HostAccess">What containers may reach of the host's loopback; nothing if absent.</param>
/// <param name="Ipv6">Whether containers have IPv6 addresses, and the machine one of QEMU's IPv6 network, by which they reach the outside.</param>
/// <param name="Mounts">The host's directories that the machine is given, and where they are to be.</param>
/// <param name="Revision">A name for these settings, which <c>GET /health</c> tells; the agent makes one up if it is absent.</param>
public sealed record SystemSettings(
    IReadOnlyList<string>? Dns = null,
    string? HttpProxy = null,
    string? HttpsProxy = null,
    string? NoProxy = null,
    IReadOnlyList<string>? RegistryMirrors = null,
    IReadOnlyList<string>? InsecureRegistries = null,
    string? ExtraCa = null,
    HostAccess? HostAccess = null,
    bool? Ipv6 = null,
    IReadOnlyList<SharedDirectory>? Mounts = null,
    string? Revision = null);

/// <summary>That containers may reach the host's loopback, as 10.0.2.2.</summary>
/// <param name="ClosedPorts">TCP ports they may not; the one that leads to the agent belongs here.</param>
public sealed record HostAccess(IReadOnlyList<int>? ClosedPorts = null);

/// <summary>A directory of the host in the machine.</summary>
/// <param name="Tag">The name under which the virtual hardware has it.</param>
/// <param name="Path">Absolute path in the machine.</param>
/// <param name="ReadOnly">Whether the machine cannot write to it.</param>
public sealed record SharedDirectory(string Tag, string Path, bool ReadOnly = false);
