using System.Diagnostics;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Sandboxes;

/// <summary>A command whose output is read as it comes: it is started when that begins, and ended when that is given up.</summary>
public sealed class SandboxStream : IAsyncEnumerable<OutputChunk>
{
    private readonly string _sandbox;
    private readonly Func<CancellationToken, IAsyncEnumerable<OutputFrame>> _run;
    private readonly long _mostBytes;
    private RunEnd? _end;

    internal SandboxStream(string sandbox, Func<CancellationToken, IAsyncEnumerable<OutputFrame>> run, long mostBytes) =>
        (_sandbox, _run, _mostBytes) = (sandbox, run, mostBytes);

    /// <summary>How the command has ended.</summary>
    /// <exception cref="InvalidOperationException">Its output has not been read to the end.</exception>
    public RunEnd End => _end ?? throw new InvalidOperationException("How a command has ended is known when its output has been read to the end.");

    /// <summary>Starts the command and reads what it writes.</summary>
    /// <param name="cancellationToken">Ends the command, with everything it has started.</param>
    /// <exception cref="ResourceConflictException">The sandbox does not run.</exception>
    /// <exception cref="StreamCutException">The connection broke before the command's end.</exception>
    public async IAsyncEnumerator<OutputChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var (start, left, isTruncated) = (Stopwatch.GetTimestamp(), _mostBytes, false);
        using var observation = PockrTelemetry.OfRun(_sandbox);
        await foreach (var frame in observation.WatchAsync(_run(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (frame.ExitCode is { } exitCode)
            {
                _end = new RunEnd(exitCode, Stopwatch.GetElapsedTime(start), frame.TimedOut == true, isTruncated);
                Tell(observation, _end);
                yield break;
            }

            var chunk = OutputChunk.From(frame);
            var wanted = (int)Math.Min(chunk.Data.Length, left);
            left -= wanted;
            isTruncated |= wanted < chunk.Data.Length;
            if (wanted > 0)
            {
                yield return chunk with { Data = chunk.Data[..wanted] };
            }
        }
    }

    internal async Task<RunResult> CollectAsync(CancellationToken cancellationToken)
    {
        using var stdout = new MemoryStream();
        using var stderr = new MemoryStream();
        await foreach (var chunk in this.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            (chunk.IsError ? stderr : stdout).Write(chunk.Data.Span);
        }

        return new RunResult(End, stdout.ToArray(), stderr.ToArray());
    }

    private static void Tell(Observation observation, RunEnd end)
    {
        observation.Classify("pockr.run.outcome", end.TimedOut ? "timed_out" : end.Ok ? "ok" : "failed");
        observation.Note("process.exit.code", end.ExitCode);
        observation.Note("pockr.run.timed_out", end.TimedOut);
        observation.Note("pockr.run.truncated", end.Truncated);
    }
}
