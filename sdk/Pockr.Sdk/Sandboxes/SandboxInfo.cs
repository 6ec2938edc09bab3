using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A sandbox as it is just now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Id of its container: 64 hexadecimal digits.</param>
/// <param name="State"><c>running</c>, <c>exited</c>, or what else Docker calls it.</param>
/// <param name="Image">Image it is made of.</param>
/// <param name="Profile">Name of its profile, if it has one.</param>
/// <param name="Project">Name of its project, if it belongs to one.</param>
/// <param name="IsPersistent">Whether it stays when it is closed.</param>
/// <param name="TimeoutSeconds">Seconds a command has, unless it is said with the command.</param>
/// <param name="CreatedAt">Time it was made, UTC.</param>
/// <param name="Ports">Published ports; only while it runs.</param>
public sealed record SandboxInfo(
    string Name,
    string Id,
    string State,
    string Image,
    string? Profile,
    string? Project,
    bool IsPersistent,
    int TimeoutSeconds,
    DateTimeOffset CreatedAt,
    IReadOnlyList<PortMapping> Ports);
