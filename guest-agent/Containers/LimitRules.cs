using System.Globalization;
using Pockr.Contracts;

namespace Pockr.GuestAgent.Containers;

/// <summary>What a container may use.</summary>
internal static class LimitRules
{
    // dockerd's own bounds.
    private const long LeastMemory = 6L * 1024 * 1024;
    private const double LeastCpus = 0.01;
    private const double MostCpus = 8192;
    private const int LeastShares = 2;
    private const int MostShares = 262_144;

    private static readonly string[] s_ulimits =
    [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime",
        "sigpending", "stack",
    ];

    public static IEnumerable<Finding> Find(CreateContainerRequest request)
    {
        IEnumerable<Finding> withoutMemory = request is { MemorySwapBytes: not null, MemoryBytes: null }
            ? [new("memorySwapBytes is given without memoryBytes.", "Give memoryBytes as well.")]
            : [];
        return
        [
            .. Memory(request.MemoryBytes, request.MemorySwapBytes),
            .. withoutMemory,
            .. Others(request.Cpus, request.CpuShares, request.PidsLimit),
            .. (request.Ulimits ?? []).SelectMany(Find),
        ];
    }

    public static IEnumerable<Finding> Find(UpdateContainerRequest request)
    {
        return
        [
            .. Memory(request.MemoryBytes, request.MemorySwapBytes),
            .. Others(request.Cpus, request.CpuShares, request.PidsLimit),
        ];
    }

    private static IEnumerable<Finding> Memory(long? memory, long? swap)
    {
        if (memory < LeastMemory)
        {
            yield return new($"memoryBytes is {memory}.", $"Give at least {LeastMemory} bytes, or leave it out for no limit.");
        }

        if (swap is not null and not -1 && (swap < LeastMemory || swap < memory))
        {
            yield return new($"memorySwapBytes is {swap}.", "It is memory and swap together: give at least memoryBytes, or -1 for no limit.");
        }
    }

    private static IEnumerable<Finding> Others(double? cpus, long? shares, long? pids)
    {
        if (cpus is not null and not (>= LeastCpus and <= MostCpus))
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"cpus is {cpus}."), "Give CPUs such as 0.5, from 0.01 up to those of the machine.");
        }

        if (shares is < LeastShares or > MostShares)
        {
            yield return new($"cpuShares is {shares}.", $"Use {LeastShares} to {MostShares}; 1024 is the usual weight.");
        }

        if (pids is 0 or < -1 or > int.MaxValue)
        {
            yield return new($"pidsLimit is {pids}.", "Give at least 1, or -1 for no limit.");
        }
    }

    private static IEnumerable<Finding> Find(Ulimit limit)
    {
        if (!s_ulimits.Contains(limit.Name))
        {
            yield return new($"'{limit.Name}' is not a ulimit.", $"Use one of {string.Join(", ", s_ulimits)}.");
        }

        if (limit.Soft < -1 || limit.Hard < -1 || (limit.Hard != -1 && (limit.Soft == -1 || limit.Soft > limit.Hard)))
        {
            yield return new($"The ulimit {limit.Name} is {limit.Soft}:{limit.Hard}.", "Give a soft limit up to the hard one; -1 is no limit.");
        }
    }
}
