namespace Pockr.Image.Provenance;

/// <summary>Something a build read, beside packages.</summary>
/// <param name="Name">Its path in the sources, or what it is.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="IsTree">Whether that is of a directory: of every path, mode, link target and content in it.</param>
internal sealed record BuildInput(string Name, string Digest, bool IsTree = false);
