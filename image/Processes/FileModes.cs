using System.Runtime.InteropServices;

namespace Pockr.Image.Processes;

/// <summary>What the system takes away from the modes of new files, for this program and all it starts.</summary>
internal static partial class FileModes
{
    private const uint WritingByOthers = 0x12;

    /// <summary>The usual mask, whatever the user has set: modes of files go into the image.</summary>
    public static void SetUsualMask() => _ = SetMask(WritingByOthers);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
