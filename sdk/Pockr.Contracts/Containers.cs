namespace Pockr.Contracts;

/// <summary>A container as <c>GET /v1/containers</c> lists it.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Name without a leading slash.</param>
/// <param name="Image">Image as it was named when the container was created.</param>
/// <param name="Command">Command line, for showing.</param>
/// <param name="State">Docker's state: <c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c>, <c>dead</c>.</param>
/// <param name="Status">Docker's text, such as <c>Up 5 seconds</c>.</param>
/// <param name="CreatedAt">Time of creation, UTC.</param>
/// <param name="Ports">Published ports.</param>
public sealed record ContainerSummary(
    string Id,
    string Name,
    string Image,
    string Command,
    string State,
    string Status,
    DateTimeOffset CreatedAt,
    IReadOnlyList<PortMapping> Ports);

/// <summary>A port of a container published on the machine.</summary>
/// <param name="HostPort">Port on the machine, 1 to 65535; 0 in a request lets Docker choose.</param>
/// <param name="ContainerPort">Port in the container, 1 to 65535.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
public sealed record PortMapping(int HostPort, int ContainerPort, string Protocol = "tcp");

/// <summary>Body of <c>POST /v1/containers</c>.</summary>
/// <param name="Image">Image to make it from; it has to be in the machine already.</param>
/// <param name="Name">Name, <c>[a-zA-Z0-9][a-zA-Z0-9_.-]+</c>; Docker makes one up if it is absent.</param>
/// <param name="Cmd">Command and arguments; the image's own if absent.</param>
/// <param name="Env">Environment, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the command starts in; the image's own if absent.</param>
/// <param name="User">User the command runs as; the image's own if absent.</param>
/// <param name="Ports">Ports to publish; they need a network other than <c>host</c> and <c>none</c>.</param>
/// <param name="Network">Docker network; <c>bridge</c> if absent.</param>
/// <param name="AutoRemove">Whether the container goes when its command ends.</param>
public sealed record CreateContainerRequest(
    string Image,
    string? Name = null,
    IReadOnlyList<string>? Cmd = null,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null,
    IReadOnlyList<PortMapping>? Ports = null,
    string? Network = null,
    bool AutoRemove = false);

/// <summary>Answer of <c>POST /v1/containers</c>.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Warnings">What Docker has to say about the request.</param>
public sealed record ContainerCreated(string Id, IReadOnlyList<string> Warnings);

/// <summary>Body of <c>POST /v1/containers/{id}/exec</c>.</summary>
/// <param name="Cmd">Command and arguments; no shell is put in between.</param>
/// <param name="Env">Environment in addition to the container's, each as <c>NAME=value</c>.</param>
/// <param name="WorkDir">Directory the command starts in.</param>
/// <param name="User">User the command runs as.</param>
/// <param name="Stdin">Standard input, which ends after it; there is none if absent.</param>
/// <param name="TimeoutSeconds">Time after which the command is ended with everything it started, 1 to 86400; no limit if absent.</param>
public sealed record ExecRequest(
    IReadOnlyList<string> Cmd,
    IReadOnlyList<string>? Env = null,
    string? WorkDir = null,
    string? User = null,
    string? Stdin = null,
    int? TimeoutSeconds = null);
