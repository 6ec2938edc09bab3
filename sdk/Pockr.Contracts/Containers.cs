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
