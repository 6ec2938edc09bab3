using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers.Values;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>What a container may use, and when it is started again: of a new one, or changed later.</summary>
internal sealed class LimitOptions
{
    private readonly Option<string> _memory = CommonOptions.Text("--memory", "SIZE", "Limit of its memory, as 100m or in bytes.", "-m");
    private readonly Option<string> _memorySwap = CommonOptions.Text("--memory-swap", "SIZE", "Limit of memory and swap together; -1 for none.");
    private readonly Option<string> _cpus = CommonOptions.Text("--cpus", "N", "Limit of its processor time: 1.5 processors, or 50% of one.");
    private readonly Option<int?> _cpuShares = CommonOptions.Integer("--cpu-shares", "N", "Weight where processor time is short (usual: 1024).", "-c");
    private readonly Option<int?> _pids = CommonOptions.Integer("--pids-limit", "N", "Limit of its processes and threads; -1 for none.");
    private readonly Option<string> _restart = CommonOptions.Text("--restart", "POLICY", "When it is started again: no, always, unless-stopped, on-failure[:TIMES].");

    public IEnumerable<Option> All => [_memory, _memorySwap, _cpus, _cpuShares, _pids, _restart];

    public UpdateContainerRequest In(ParseResult parsed) => new(
        parsed.GetValue(_memory) is { } memory ? SizeText.Parse(_memory.Name, memory) : null,
        parsed.GetValue(_memorySwap) is { } swap ? SizeText.ParseOrUnlimited(_memorySwap.Name, swap) : null,
        parsed.GetValue(_cpus) is { } cpus ? CpuCount.Parse(_cpus.Name, cpus) : null,
        parsed.GetValue(_cpuShares),
        parsed.GetValue(_pids),
        parsed.GetValue(_restart) is { } restart ? RestartText.Parse(restart) : null);
}
