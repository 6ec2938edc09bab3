using System.ComponentModel;
using System.Diagnostics;

namespace Pockr.GuestAgent.Processes;

/// <summary>Runs one of the machine's own programs to its end.</summary>
internal static class MachineTool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <returns>What it said went wrong; null if nothing did.</returns>
    public static async Task<string?> RunAsync(string program, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            using var process = Start(program, arguments);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(process.StandardInput, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {(await error).Trim()}";
        }
        catch (Win32Exception exception)
        {
            return $"{program}: {exception.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{program} did not end within {s_patience.TotalSeconds} s.";
        }
    }

    // One that ends without reading it has said why, or did not need it.
    private static async Task WriteAsync(StreamWriter pipe, string input, CancellationToken cancellationToken)
    {
        try
        {
            await using (pipe)
            {
                await pipe.WriteAsync(input.AsMemory(), cancellationToken);
            }
        }
        catch (IOException)
        {
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
