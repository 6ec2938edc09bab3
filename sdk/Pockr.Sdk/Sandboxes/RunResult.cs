using System.Text;

namespace Pockr.Sdk.Sandboxes;

/// <summary>How a command has ended, and what it wrote.</summary>
/// <param name="End">How it has ended.</param>
/// <param name="StdoutBytes">What it wrote to standard output, as far as it was wanted.</param>
/// <param name="StderrBytes">What it wrote to standard error, likewise.</param>
public sealed record RunResult(RunEnd End, ReadOnlyMemory<byte> StdoutBytes, ReadOnlyMemory<byte> StderrBytes) : RunEnd(End)
{
    /// <summary>Standard output as UTF-8; what is none is replaced with U+FFFD.</summary>
    public string Stdout => Encoding.UTF8.GetString(StdoutBytes.Span);

    /// <summary>Standard error as UTF-8; what is none is replaced with U+FFFD.</summary>
    public string Stderr => Encoding.UTF8.GetString(StderrBytes.Span);
}
