namespace Pockr.HostLauncher.Files;

/// <summary>Whose a file is, by the numbers of user and group.</summary>
internal sealed record FileOwner(int Uid, int Gid)
{
    public static FileOwner Root { get; } = new(0, 0);
}
