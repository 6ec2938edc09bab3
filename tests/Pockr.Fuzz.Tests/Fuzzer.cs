using System.Diagnostics;

namespace Pockr.Fuzz.Tests;

/// <summary>Gives one target input after input, on a thread of its own: one that does not end cannot be ended.</summary>
/// <param name="target">What reads it.</param>
/// <param name="seed">Where the inputs come from; the same makes the same.</param>
internal sealed class Fuzzer(Target target, int seed)
{
    // So many ways to break a promise are enough for one run.
    private const int MostKept = 20;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Finding> _findings = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private volatile byte[] _input = [];
    private long _inputSince;
    private int _cases;
    private int _crashes;

    /// <param name="isEnough">Given how many cases there were, and how long they took.</param>
    /// <param name="lastInput">A file that always has the input being tried: some failures end the process.</param>
    public async Task<FuzzResult> RunAsync(Func<int, TimeSpan, bool> isEnough, string? lastInput = null)
    {
        var run = Task.Factory.StartNew(() => Run(isEnough, lastInput), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (await Task.WhenAny(run, Task.Delay(s_betweenLooks)) != run)
        {
            if (Volatile.Read(ref _inputSince) is > 0 and var since && Stopwatch.GetElapsedTime(since) > Trial.Patience)
            {
                return ResultWith(new Finding(Crash.OfTime(Trial.Patience), _input, _cases));
            }
        }

        await run;
        return ResultWith(null);
    }

    private void Run(Func<int, TimeSpan, bool> isEnough, string? lastInput)
    {
        using var last = lastInput is null ? null : new FileStream(lastInput, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (; _findings.Count < MostKept && !isEnough(_cases, _watch.Elapsed); _cases++)
        {
            var input = Mutator.Make(target, seed, _cases);
            Note(input, last);
            if (Trial.Run(target, input) is { } crash)
            {
                Take(crash, input);
            }

            Volatile.Write(ref _inputSince, 0);
        }
    }

    private void Note(byte[] input, FileStream? last)
    {
        _input = input;
        Volatile.Write(ref _inputSince, Stopwatch.GetTimestamp());
        if (last is not null)
        {
            last.Position = 0;
            last.Write(input);
            last.SetLength(input.Length);
        }
    }

    private void Take(Crash crash, byte[] input)
    {
        _crashes++;
        if (!_findings.ContainsKey(crash.Place))
        {
            Volatile.Write(ref _inputSince, 0);
            _findings[crash.Place] = new Finding(crash, Shortener.Shorten(target, input, crash), _cases);
        }
    }

    private FuzzResult ResultWith(Finding? endless) => new(
        target.Name, _cases, _crashes + (endless is null ? 0 : 1), _watch.Elapsed, endless is null ? [.. _findings.Values] : [.. _findings.Values, endless]);
}

/// <param name="Crash">The promise that was broken.</param>
/// <param name="Input">What broke it, shortened.</param>
/// <param name="Case">The number of the input it was shortened from.</param>
internal sealed record Finding(Crash Crash, byte[] Input, int Case);

/// <param name="Target">Name of what was tried.</param>
/// <param name="Cases">How many inputs it was given.</param>
/// <param name="Crashes">How many of them broke a promise.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Findings">One for each promise and place.</param>
internal sealed record FuzzResult(string Target, int Cases, int Crashes, TimeSpan Elapsed, IReadOnlyList<Finding> Findings);
