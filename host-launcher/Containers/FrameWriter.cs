using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Containers;

/// <summary>Puts a command's output where it would be, had the command run here: the same bytes on the same stream.</summary>
internal static class FrameWriter
{
    /// <returns>The command's exit code, if the stream tells it.</returns>
    public static async Task<int?> CopyAsync(IAsyncEnumerable<OutputFrame> frames, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.ExitCode is { } exitCode)
            {
                return exitCode;
            }

            if (frame.Warnings is { } warnings)
            {
                warnings.ToList().ForEach(terminal.WriteWarning);
                continue;
            }

            await WriteAsync(OutputChunk.From(frame), terminal, cancellationToken);
        }

        return null;
    }

    public static async Task WriteAsync(OutputChunk chunk, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        var target = chunk.IsError ? terminal.StandardError : terminal.StandardOutput;
        await target.WriteAsync(chunk.Data, cancellationToken);
        await target.FlushAsync(cancellationToken);
    }
}
