namespace Pockr.Contracts;

/// <summary>
/// An image in one file, as users download it: a tar of its list of checksums, the list's signature and the manifest, each as it is, and of one
/// archive with all the rest.
/// </summary>
public static class ReleasedImage
{
    /// <summary>File name within it of the archive that has all the rest: a tar, packed as a whole.</summary>
    public const string FilesArchive = "files.tar.xz";

    /// <summary>How far back that is packed to repeat what came before, and what unpacking it may take of memory, in bytes.</summary>
    public const int DictionaryBytes = 64 << 20;
}
