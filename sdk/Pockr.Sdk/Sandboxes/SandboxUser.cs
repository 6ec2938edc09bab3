namespace Pockr.Sdk.Sandboxes;

/// <summary>The user commands in a sandbox run as, by its numbers.</summary>
/// <param name="Uid">Number of the user.</param>
/// <param name="Gid">Number of the group.</param>
public sealed record SandboxUser(int Uid, int Gid)
{
    /// <summary>The superuser.</summary>
    public static SandboxUser Root { get; } = new(0, 0);
}
