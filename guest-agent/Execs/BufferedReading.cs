using Pockr.Contracts;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Execs;

/// <summary>Reads kept output as a request asks for it.</summary>
internal static class BufferedReading
{
    public static async Task<BufferedOutput> ReadAsync(OutputRing output, long? cursor, bool peek, int waitSeconds, CancellationToken cancellationToken)
    {
        ExecRules.CheckReading(cursor, waitSeconds);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(TimeSpan.FromSeconds(waitSeconds));
        return await output.ReadAsync(cursor, peek, waiting.Token);
    }
}
