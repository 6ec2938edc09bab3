namespace Pockr.GuestAgent.Files;

/// <summary>What a new directory is like.</summary>
/// <param name="Mode">Its permissions.</param>
/// <param name="Uid">Its owner; root if null.</param>
/// <param name="Gid">Its group; as the directory above has it made if null.</param>
internal sealed record DirectoryAttributes(UnixFileMode Mode, int? Uid, int? Gid);
