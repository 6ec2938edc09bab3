using System.Text.Json;

namespace Pockr.Sdk.Projects;

/// <summary>Records one run, from its beginning on: one whose program is killed is on record without an end.</summary>
public sealed class RunLog : IDisposable
{
    private readonly string _file;
    private readonly FileStream _log;
    private readonly long _maxBytes;
    private RunRecord _record;

    internal RunLog(string file, string log, RunRecord record, long maxBytes)
    {
        _file = file;
        _record = record;
        _maxBytes = maxBytes;
        _log = new FileStream(log, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        Write();
    }

    /// <summary>Name of the run.</summary>
    public string Id => _record.Id;

    /// <summary>Adds to its output, as far as output is kept.</summary>
    /// <param name="bytes">What it wrote, on either stream.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var kept = (int)Math.Min(bytes.Length, _maxBytes - _log.Length);
        _log.Write(bytes[..kept]);
        if (kept < bytes.Length && !_record.Truncated)
        {
            _record = _record with { Truncated = true };
        }
    }

    /// <summary>Records its end.</summary>
    /// <param name="exitCode">Its exit code, if it is known.</param>
    /// <param name="timedOut">Whether it was ended because its time was over.</param>
    public void End(int? exitCode, bool timedOut = false)
    {
        var duration = DateTimeOffset.UtcNow - _record.StartedAt;
        _record = _record with { ExitCode = exitCode, TimedOut = timedOut, DurationMilliseconds = (long)duration.TotalMilliseconds };
        Write();
    }

    /// <inheritdoc />
    public void Dispose() => _log.Dispose();

    private void Write() => Project.WriteWhole(_file, JsonSerializer.SerializeToUtf8Bytes(_record, ProjectsJson.Default.RunRecord));
}
