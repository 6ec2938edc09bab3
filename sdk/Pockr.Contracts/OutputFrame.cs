namespace Pockr.Contracts;

/// <summary>
/// One line of a stream of output (<c>application/x-ndjson</c>): a piece of output, or the last line with the exit code, or an error
/// met after the stream had begun.
/// </summary>
/// <param name="Stream"><c>stdout</c> or <c>stderr</c>; absent in the last line.</param>
/// <param name="Text">The output, where the bytes are UTF-8. A character is never split between two lines.</param>
/// <param name="Base64">The output, where the bytes are not UTF-8.</param>
/// <param name="ExitCode">Exit code of the command, in the last line of an attach or an exec.</param>
/// <param name="Error">What went wrong after the stream had begun; always the last line.</param>
/// <param name="TimedOut">True in the last line of a command that was ended because its time was over.</param>
/// <param name="Warnings">What dockerd finds odd about a container that was asked for and run in one go; in a line of its own, the first.</param>
public sealed record OutputFrame(
    string? Stream = null,
    string? Text = null,
    string? Base64 = null,
    int? ExitCode = null,
    Problem? Error = null,
    bool? TimedOut = null,
    IReadOnlyList<string>? Warnings = null)
{
    /// <summary>Value of <see cref="Stream"/> for standard output.</summary>
    public const string Stdout = "stdout";

    /// <summary>Value of <see cref="Stream"/> for standard error.</summary>
    public const string Stderr = "stderr";
}
