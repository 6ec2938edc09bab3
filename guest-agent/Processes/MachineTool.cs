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
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? null : $"{program} ended with {process.ExitCode}: {(await error).Trim()}";
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return $"{program}: {exception.Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{program} did not end within {s_patience.TotalSeconds} s.";
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
