using System.Text;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;

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

            var target = frame.Stream == OutputFrame.Stderr ? terminal.StandardError : terminal.StandardOutput;
            await target.WriteAsync(BytesOf(frame), cancellationToken);
            await target.FlushAsync(cancellationToken);
        }

        return null;
    }

    public static byte[] BytesOf(OutputFrame frame)
    {
        return frame.Base64 is { } base64 ? Convert.FromBase64String(base64) : Encoding.UTF8.GetBytes(frame.Text ?? "");
    }
}
