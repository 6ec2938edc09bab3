using System.Diagnostics;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Processes;

/// <summary>Runs command lines in the machine itself.</summary>
internal sealed class Shell(AgentOptions options)
{
    private static readonly TimeSpan s_drain = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs it to its end, or ends it with all it started when the time is over or the caller goes away.</summary>
    public async Task<OriginalExecResult> RunAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        var stdout = new CappedOutput(options.OutputLimitBytes);
        var stderr = new CappedOutput(options.OutputLimitBytes);
        using var reading = new CancellationTokenSource();
        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, stdout, reading.Token),
            PumpAsync(process.StandardError.BaseStream, stderr, reading.Token));

        try
        {
            await WaitAsync(process, cancellationToken);
        }
        finally
        {
            // A child left in the background holds the pipes open for as long as it runs; what the shell wrote is there by now.
            reading.CancelAfter(s_drain);
            await pumps;
        }

        return new OriginalExecResult(stdout.ToString(), stderr.ToString(), process.ExitCode);
    }

    /// <summary>Starts it; its output is read as it comes.</summary>
    public static RunningShell Stream(string command, TimeSpan limit) => new(Start(command), limit);

    private async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CommandTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            ProcessTree.End(process.Id);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProblemException(Problems.TimedOut("Command timed out", options.CommandTimeout));
        }
    }

    // A session of its own is what its processes can be found by, even those whose parents have ended.
    private static Process Start(string command)
    {
        var process = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task PumpAsync(Stream pipe, CappedOutput output, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await pipe.ReadAsync(buffer, cancellationToken)) > 0)
            {
                output.Add(buffer.AsSpan(0, read));
            }
        }
        catch (OperationCanceledException)
        {
            // Somebody still holds the pipe; what has come is what there is.
        }
    }
}
