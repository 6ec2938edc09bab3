namespace Pockr.Client;

/// <summary>Whose a file in a container is, by the numbers of user and group.</summary>
/// <param name="Uid">Number of the user.</param>
/// <param name="Gid">Number of the group.</param>
public sealed record FileOwner(int Uid, int Gid)
{
    /// <summary>The superuser.</summary>
    public static FileOwner Root { get; } = new(0, 0);
}
