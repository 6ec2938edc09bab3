using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.Resources;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.DiskSpace;

/// <summary><c>pockr system prune</c></summary>
internal sealed class SystemPruneCommand : ResourcePruneCommand
{
    private readonly Option<bool> _all = new("--all", "-a") { Description = "Also images with a name that no container has." };
    private readonly Option<bool> _volumes = new("--volumes") { Description = "Also volumes without a name of their own, and what is in them." };

    public SystemPruneCommand(CommandPlace place)
        : base(place, "Remove stopped containers, and networks and images that no container has.")
    {
        Add(_all);
        Add(_volumes);
    }

    protected override IReadOnlyList<string> WhatIsRemoved(ParseResult parsed) =>
    [
        "all containers that do not run",
        "all networks without a container",
        parsed.GetValue(_all) ? "all images without a container" : "all images without a name and a container",
        .. parsed.GetValue(_volumes) ? ["all volumes without a name of their own and a container"] : Array.Empty<string>(),
    ];

    protected override async Task PruneAsync(OpenMachine machine, ParseResult parsed, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var all = parsed.GetValue(_all);
        var request = new PruneRequest(Images: !all, Volumes: parsed.GetValue(_volumes), Labels: labels.Count > 0 ? labels : null);
        var report = await machine.Client.PruneAsync(request, cancellationToken);
        var images = all ? await machine.Client.Images.PruneAsync(all: true, labels, cancellationToken) : null;
        Write("container", report.Containers);
        Write("network", report.Networks);
        Write("volume", report.Volumes);
        Write("image", [.. report.Images, .. images?.Untagged ?? [], .. images?.Deleted ?? []]);
        Terminal.WriteMessage($"Reclaimed: {DecimalSize.Format(report.ReclaimedBytes + (images?.ReclaimedBytes ?? 0))}");
    }

    private void Write(string kind, IReadOnlyList<string> removed)
    {
        foreach (var name in removed)
        {
            Terminal.WriteResult($"{kind} {name}");
        }
    }
}
