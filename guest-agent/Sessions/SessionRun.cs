using System.Text;
using Pockr.EngineClient;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Sessions;

/// <summary>A command in a session, and what is found of it in the session's output.</summary>
internal sealed class SessionRun
{
    private readonly MarkerReader _stdoutReader;
    private readonly MarkerReader _stderrReader;
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="command">Shell commands.</param>
    /// <param name="maxOutputBytes">How much of each stream is kept.</param>
    /// <param name="others">Gets what is not this command's.</param>
    public SessionRun(string command, int maxOutputBytes, OutputRing others)
    {
        var (half, otherHalf) = (SessionScript.NewHalfMarker(), SessionScript.NewHalfMarker());
        var marker = Encoding.ASCII.GetBytes(half + otherHalf);
        Script = SessionScript.Run(command, half, otherHalf);
        Stdout = new CappedOutput(maxOutputBytes);
        Stderr = new CappedOutput(maxOutputBytes);
        _stdoutReader = new MarkerReader(marker, Stdout.Add, bytes => others.Add(OutputSource.Stdout, bytes));
        _stderrReader = new MarkerReader(marker, Stderr.Add, bytes => others.Add(OutputSource.Stderr, bytes));
    }

    public byte[] Script { get; }

    public CappedOutput Stdout { get; }

    public CappedOutput Stderr { get; }

    public int? ExitCode => _stdoutReader.Number;

    /// <summary>Ends when both streams have come to the command's end.</summary>
    public Task Completed => _completed.Task;

    public void Add(OutputSource source, ReadOnlySpan<byte> bytes)
    {
        (source == OutputSource.Stderr ? _stderrReader : _stdoutReader).Add(bytes);
        if (_stdoutReader.IsComplete && _stderrReader.IsComplete)
        {
            _completed.TrySetResult();
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void End()
    {
        _stdoutReader.End();
        _stderrReader.End();
    }
}
