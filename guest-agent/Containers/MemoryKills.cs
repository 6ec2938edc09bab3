using System.Diagnostics;
using Pockr.Contracts;
using Pockr.GuestAgent.Logs;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Asks the kernel whether it ended a process of a container for want of memory. dockerd is told of that and of the container's end on two ways,
/// and where they come together it may lose the former.
/// </summary>
internal sealed class MemoryKills(AgentOptions options)
{
    private const string Kill = "oom-kill:";
    private const int Killed = 137; // 128 and SIGKILL

    // dockerd notes the start when it hears of it.
    private static readonly TimeSpan s_noteDelay = TimeSpan.FromSeconds(1);

    /// <summary>A container as it is, with what dockerd has not heard of.</summary>
    public ContainerDetails Complete(ContainerDetails container) =>
        container.State is { OomKilled: false, ExitCode: Killed, StartedAt: { } start } && Has(container.Id, start - s_noteDelay)
            ? container with { State = container.State with { OomKilled = true } }
            : container;

    // The control group of a container is named for its whole id, and those of a system in it are below.
    private bool Has(string id, DateTimeOffset since)
    {
        var bootedAt = DateTimeOffset.UtcNow - Stopwatch.GetElapsedTime(0);
        try
        {
            using var log = new KernelLog(options.KernelLog);
            return log.ReadNew().Any(record => bootedAt + record.Uptime >= since
                && record.Text.StartsWith(Kill, StringComparison.Ordinal) && record.Text.Contains(id, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // then it is as dockerd says
        }
    }
}
