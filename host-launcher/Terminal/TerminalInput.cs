using Microsoft.Win32.SafeHandles;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Standard input, byte for byte.</summary>
/// <param name="Stream">What comes in.</param>
/// <param name="IsTerminal">Whether a person types it.</param>
internal sealed record TerminalInput(Stream Stream, bool IsTerminal)
{
    private const int StandardInput = 0;

    // Not Console's stream, which waits for whole lines and edits them.
    public static TerminalInput OfThisProcess() => OperatingSystem.IsWindows()
        ? new(Console.OpenStandardInput(), !Console.IsInputRedirected)
        : new(new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0), !Console.IsInputRedirected);
}
