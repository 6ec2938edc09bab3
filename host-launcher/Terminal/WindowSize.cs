using System.Runtime.InteropServices;

namespace Pockr.HostLauncher.Terminal;

/// <summary>How many characters the user's terminal shows.</summary>
internal readonly partial record struct WindowSize(int Columns, int Rows)
{
    private const int StandardInput = 0;
    private const nuint GetSize = 0x5413; // TIOCGWINSZ
    private const int Longest = 1000; // as the agent takes them

    private static readonly WindowSize s_usual = new(80, 24);

    /// <summary>The usual one if there is no terminal, or it does not tell.</summary>
    public static WindowSize OfThisTerminal()
    {
        var (columns, rows) = OperatingSystem.IsLinux() ? AskKernel() : AskConsole();
        return columns > 0 && rows > 0 ? new WindowSize(Math.Min(columns, Longest), Math.Min(rows, Longest)) : s_usual;
    }

    // Console would switch the terminal's keys to what programs of its own want.
    private static (int Columns, int Rows) AskKernel()
    {
        var size = default(KernelSize);
        return Control(StandardInput, GetSize, ref size) == 0 ? (size.Columns, size.Rows) : (0, 0);
    }

    private static (int Columns, int Rows) AskConsole() => Console.IsOutputRedirected ? (0, 0) : (Console.WindowWidth, Console.WindowHeight);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, nuint request, ref KernelSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct KernelSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
