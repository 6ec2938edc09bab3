using Pockr.Contracts;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Output;

/// <summary>
/// The newest output, up to a bound. A cursor is a number of bytes of both streams together since the beginning. Whoever reads without
/// one goes on where the last such reading ended.
/// </summary>
internal sealed class OutputRing
{
    public const int CapacityBytes = 1024 * 1024;

    private const int FullSegmentBytes = 4096;
    private const int SegmentCost = 64; // so that single bytes of alternating streams are bounded as well

    private readonly Lock _lock = new();
    private readonly Queue<Segment> _segments = new();
    private readonly Utf8Tail _stdout = new();
    private readonly Utf8Tail _stderr = new();
    private Segment? _last;
    private long _start;
    private long _end;
    private long _position;
    private bool _hasEnded;
    private TaskCompletionSource _changed = NewSignal();

    public long BufferedBytes
    {
        get
        {
            lock (_lock)
            {
                return _end - _start;
            }
        }
    }

    public long DroppedBytes
    {
        get
        {
            lock (_lock)
            {
                return _start;
            }
        }
    }

    public void Add(OutputSource source, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Append(source, (source == OutputSource.Stderr ? _stderr : _stdout).Add(bytes));
        }
    }

    public void End()
    {
        lock (_lock)
        {
            Append(OutputSource.Stdout, _stdout.End());
            Append(OutputSource.Stderr, _stderr.End());
            _hasEnded = true;
            Announce();
        }
    }

    /// <summary>What has come since the cursor; if nothing has, it is waited for until the token says otherwise.</summary>
    /// <param name="cursor">Where to read from; where the last reading without one ended, if null.</param>
    /// <param name="peek">Whether a reading without a cursor leaves the position where it is.</param>
    /// <param name="waiting">Ends the waiting.</param>
    public async Task<BufferedOutput> ReadAsync(long? cursor, bool peek, CancellationToken waiting)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                var from = Math.Min(cursor ?? _position, _end);
                if (from < _end || _hasEnded || waiting.IsCancellationRequested)
                {
                    return Read(from, moves: cursor is null && !peek);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private BufferedOutput Read(long from, bool moves)
    {
        if (moves)
        {
            _position = _end;
        }

        List<OutputFrame> frames = [];
        foreach (var segment in _segments.Where(segment => segment.End > from))
        {
            var bytes = segment.Bytes[(int)Math.Max(0, from - segment.Start)..segment.Length];
            frames.Add(Utf8Pieces.Frame(segment.Source == OutputSource.Stderr ? OutputFrame.Stderr : OutputFrame.Stdout, bytes));
        }

        return new BufferedOutput(frames, _end, Math.Max(0, _start - from), _hasEnded);
    }

    private void Append(OutputSource source, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (_last is null || !_last.TryAppend(source, bytes))
        {
            _last = new Segment(source, _end, bytes);
            _segments.Enqueue(_last);
        }

        _end += bytes.Length;
        while (_end - _start + (_segments.Count * SegmentCost) > CapacityBytes && _segments.Count > 1)
        {
            _start = _segments.Dequeue().End;
        }

        Announce();
    }

    private void Announce()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whole characters of one stream; small pieces are put together.</summary>
    private sealed class Segment
    {
        private byte[] _bytes;

        public Segment(OutputSource source, long start, ReadOnlySpan<byte> bytes)
        {
            Source = source;
            Start = start;
            _bytes = bytes.ToArray();
            Length = bytes.Length;
        }

        public OutputSource Source { get; }

        public long Start { get; }

        public int Length { get; private set; }

        public long End => Start + Length;

        public ReadOnlySpan<byte> Bytes => _bytes;

        public bool TryAppend(OutputSource source, ReadOnlySpan<byte> bytes)
        {
            if (source != Source || Length + bytes.Length > FullSegmentBytes)
            {
                return false;
            }

            if (_bytes.Length < Length + bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Min(FullSegmentBytes, Math.Max(_bytes.Length * 2, Length + bytes.Length)));
            }

            bytes.CopyTo(_bytes.AsSpan(Length));
            Length += bytes.Length;
            return true;
        }
    }
}
