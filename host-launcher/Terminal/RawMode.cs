using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pockr.HostLauncher.Terminal;

/// <summary>
/// Has the user's terminal hand over every key as it is, so that Ctrl-C and the arrows are for the program at the other end. Disposing of it,
/// and the end of this process, put it back.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class RawMode : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0; // TCSANOW
    private const int LongestSettings = 256; // a termios is 60 bytes on Linux and 72 on macOS

    private readonly byte[] _before;

    private RawMode(byte[] before)
    {
        _before = before;
        AppDomain.CurrentDomain.ProcessExit += Restore;
    }

    /// <returns>Nothing if standard input is no terminal.</returns>
    public static RawMode? TryEnter()
    {
        var before = new byte[LongestSettings];
        if (Get(StandardInput, ref before[0]) != 0)
        {
            return null;
        }

        var mode = new RawMode([.. before]);
        MakeRaw(ref before[0]);
        _ = Set(StandardInput, Now, ref before[0]);
        return mode;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        Restore(null, EventArgs.Empty);
    }

    private void Restore(object? sender, EventArgs arguments) => _ = Set(StandardInput, Now, ref _before[0]);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Get(int descriptor, ref byte settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Set(int descriptor, int when, ref byte settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void MakeRaw(ref byte settings);
}
