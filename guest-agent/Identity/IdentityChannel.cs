using System.Text.Json;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Identity;

/// <summary>
/// Where the launcher says who the machine is: when it boots, and whenever it goes on with memory that was saved, be it its own or a
/// template's. Each line is a request and has a line as its answer, for as long as the agent lives.
/// </summary>
internal sealed partial class IdentityChannel(AgentOptions options, IdentityRequests requests, ILogger<IdentityChannel> logger)
{
    private const int LongestLine = 64 * 1024;

    private static readonly TimeSpan s_shortestNap = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestNap = TimeSpan.FromMilliseconds(100);

    /// <summary>On a thread of its own, which spends its life in a call of the kernel's.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "identity" }.Start();

    /// <summary>Answers requests until the stream fails.</summary>
    public void Serve(Stream stream)
    {
        var line = new MemoryStream();
        var nap = s_shortestNap;
        var piece = new byte[4096];
        while (true)
        {
            var count = stream.Read(piece);
            if (count == 0)
            {
                // Nobody is at the other end: what was said in part will not be finished.
                line.SetLength(0);
                Thread.Sleep(nap);
                nap = nap * 2 < s_longestNap ? nap * 2 : s_longestNap;
                continue;
            }

            nap = s_shortestNap;
            Take(piece.AsSpan(0, count), line, stream);
        }
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                if (IdentityPort.Find(options) is { } device)
                {
                    using var port = new FileStream(device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
                    Serve(port);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogFailure(failure.Message);
            }

            Thread.Sleep(s_longestNap);
        }
    }

    private void Take(ReadOnlySpan<byte> piece, MemoryStream line, Stream stream)
    {
        foreach (var character in piece)
        {
            if (character != '\n')
            {
                if (line.Length <= LongestLine)
                {
                    line.WriteByte(character);
                }

                continue;
            }

            // An empty one ends what a launcher that was killed has left unfinished.
            if (line.Length > 0)
            {
                Answer(line.ToArray(), stream);
                line.SetLength(0);
            }
        }
    }

    private void Answer(byte[] line, Stream stream)
    {
        var answer = line.Length > LongestLine ? IdentityRequests.Refuse(null, $"A line has more than {LongestLine} bytes.") : requests.Answer(line);
        if (answer.Error is { } error)
        {
            LogRefusal(error);
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(answer, AgentJson.TypeInfo<IdentityAnswer>());
        stream.Write([.. json, .. "\n"u8]);
    }

    [LoggerMessage(LogLevel.Warning, "The identity channel failed: {Reason}")]
    private partial void LogFailure(string reason);

    [LoggerMessage(LogLevel.Warning, "A line of the identity channel was refused: {Reason}")]
    private partial void LogRefusal(string reason);
}
