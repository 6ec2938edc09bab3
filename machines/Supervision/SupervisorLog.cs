using System.Globalization;

namespace Pockr.Machines.Supervision;

/// <summary><c>supervisor.log</c>: a line for what somebody may ask about later.</summary>
internal sealed class SupervisorLog(string path) : IBootReporter
{
    private const long LongestBytes = 1 << 20;

    private readonly Lock _lock = new();

    public void Write(string text)
    {
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            try
            {
                File.AppendAllText(path, $"{time} {text.ReplaceLineEndings(" ")}\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A disk that is full is no reason to leave the machine alone.
            }
        }
    }

    void IBootReporter.Stage(string stage)
    {
        // Where it is in a start interests who waits for it, not who reads about it later.
    }

    void IBootReporter.Note(string text) => Write(text);

    /// <summary>One that outgrew itself makes room, once for each supervisor.</summary>
    public void MakeRoom()
    {
        if (new FileInfo(path) is { Exists: true, Length: > LongestBytes })
        {
            File.Move(path, path + ".previous", overwrite: true);
        }
    }
}
