using System.Text;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Judging;

/// <summary>
/// Asks the kernel whether it ended a process of a container for want of memory. dockerd is told of that and of the container's end on two ways,
/// and where they come together it may lose the former.
/// </summary>
internal sealed class MemoryKills(PockrClient client)
{
    private const string Log = "kernel";
    private const string Kill = "oom-kill:";
    private const int LastLines = 2000; // each such end is told in dozens

    /// <param name="id">The container's whole id, which its control group is named for.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken)
    {
        var log = new StringBuilder();
        await foreach (var frame in client.ReadSystemLogAsync(Log, tail: LastLines, cancellationToken: cancellationToken))
        {
            log.Append(frame.Text);
        }

        return log.ToString().Split('\n').Any(line => line.Contains(Kill, StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal));
    }
}
