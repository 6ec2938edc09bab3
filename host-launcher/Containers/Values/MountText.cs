using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>--mount type=bind,source=./page,target=/www,readonly</c>, as Docker does.</summary>
internal static class MountText
{
    private const string Remedy =
        "Write it as 'type=volume,source=data,target=/data', 'type=bind,source=./page,target=/www,readonly' or 'type=tmpfs,target=/run,tmpfs-size=64m'.";

    public static MountRequest Parse(string text, IReadOnlyList<MachineMount> mounts)
    {
        string? source = null, target = null, size = null;
        var (type, readOnly) = ("volume", false);
        foreach (var part in text.Split(','))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "true");
            switch (name)
            {
                case "type":
                    type = value;
                    break;
                case "source" or "src":
                    source = value;
                    break;
                case "target" or "dst" or "destination":
                    target = value;
                    break;
                case "tmpfs-size":
                    size = value;
                    break;
                case "readonly" or "ro" when value is "true" or "1" or "false" or "0":
                    readOnly = value is "true" or "1";
                    break;
                default:
                    throw Failures.Usage($"'--mount {text}' has '{part}', which is not known.", Remedy);
            }
        }

        var isUsable = target is ['/', ..] && type switch { "bind" => source is { Length: > 0 }, "volume" => true, "tmpfs" => source is null, _ => false };
        return isUsable
            ? new MountRequest(
                type,
                target!,
                type == "bind" ? BindMount.InMachine(Path.GetFullPath(source!), mounts) : source,
                readOnly,
                size is null ? null : SizeText.Parse("tmpfs-size", size))
            : throw Failures.Usage($"'--mount {text}' cannot be used.", Remedy);
    }
}
