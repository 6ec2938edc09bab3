using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Processes;

/// <summary>A pair of ends of a terminal: this one is where a person would sit, the other one is a file for a program.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const nuint Unlock = 0x40045431; // TIOCSPTLCK
    private const nuint GetNumber = 0x80045430; // TIOCGPTN
    private const nuint SetSize = 0x5414; // TIOCSWINSZ

    private readonly FileStream _end = new("/dev/ptmx", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

    public PseudoTerminal(TerminalSize size)
    {
        var number = 0;
        Check(Control(_end.SafeFileHandle, Unlock, ref number));
        Check(Control(_end.SafeFileHandle, GetNumber, ref number));
        Path = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        Resize(size);
    }

    /// <summary>The program's end.</summary>
    public string Path { get; }

    /// <summary>Waits for output, on this very thread: a terminal cannot be waited for in any other way.</summary>
    /// <returns>How many bytes came; 0 once no program holds the other end.</returns>
    public int Read(Span<byte> buffer)
    {
        try
        {
            return _end.Read(buffer);
        }
        catch (IOException)
        {
            return 0; // EIO
        }
    }

    /// <summary>Types. It lasts until there is room, which is for ever if nobody reads.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await _end.WriteAsync(input, cancellationToken).AsTask().WaitAsync(cancellationToken);
        }
        catch (IOException)
        {
            // Nobody is there to read it.
        }
    }

    public void Resize(TerminalSize size)
    {
        var window = new WindowSize((ushort)size.Rows, (ushort)size.Columns);
        Check(Control(_end.SafeFileHandle, SetSize, ref window));
    }

    public void Dispose() => _end.Dispose();

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle terminal, nuint request, ref int value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle terminal, nuint request, ref WindowSize value);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize(ushort rows, ushort columns)
    {
        public ushort Rows = rows;
        public ushort Columns = columns;
        public ushort Width = 0;
        public ushort Height = 0;
    }
}
