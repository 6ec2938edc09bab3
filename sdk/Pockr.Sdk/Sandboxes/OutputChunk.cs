using System.Text;
using Pockr.Contracts;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A piece of what a command writes.</summary>
/// <param name="Stream"><see cref="OutputFrame.Stdout"/> or <see cref="OutputFrame.Stderr"/>.</param>
/// <param name="Data">Its bytes, as they were written.</param>
public sealed record OutputChunk(string Stream, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether it was written to standard error.</summary>
    public bool IsError => Stream == OutputFrame.Stderr;

    /// <summary>Its bytes as UTF-8; what is none is replaced with U+FFFD. Characters are not split between pieces, unless a limit cuts them.</summary>
    public string Text => Encoding.UTF8.GetString(Data.Span);

    /// <summary>Reads a frame of the API that has output.</summary>
    /// <param name="frame">The frame.</param>
    public static OutputChunk From(OutputFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new OutputChunk(
            frame.Stream ?? OutputFrame.Stdout,
            frame.Base64 is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(frame.Text ?? ""));
    }
}
