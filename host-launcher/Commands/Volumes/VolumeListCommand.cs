using System.CommandLine;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Volumes;

/// <summary><c>pockr volume ls</c></summary>
internal sealed class VolumeListCommand : MachineCommand
{
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print names only." };
    private readonly ListOptions _list = new();

    public VolumeListCommand(CommandPlace place)
        : base(place, "ls", "List volumes.")
    {
        Add(_quiet);
        _list.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = _list.In(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        IReadOnlyList<VolumeInfo> volumes = [.. (await machine.Client.Volumes.ListAsync(cancellationToken)).OrderBy(volume => volume.Name, StringComparer.Ordinal)];
        if (parsed.GetValue(_quiet))
        {
            volumes.Select(volume => volume.Name).ToList().ForEach(Terminal.WriteResult);
            return ExitCodes.Success;
        }

        Terminal.WriteList(
            format,
            volumes,
            ContractsJson.Default.IReadOnlyListVolumeInfo,
            ["DRIVER", "VOLUME NAME"],
            volumes.Select(volume => (IReadOnlyList<string>)[volume.Driver, volume.Name]));
        return ExitCodes.Success;
    }
}
