using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads <c>PATH[:PATH-IN-CONTAINER][:rwm]</c>.</summary>
internal static class DeviceText
{
    private const string AllPermissions = "rwm";

    public static DeviceRequest Parse(string text) => text.Split(':') switch
    {
        [['/', ..] path] => new DeviceRequest(path),
        [['/', ..] path, ['/', ..] inside] => new DeviceRequest(path, inside),
        [['/', ..] path, { Length: > 0 } permissions] when permissions.All(AllPermissions.Contains) => new DeviceRequest(path, Permissions: permissions),
        [['/', ..] path, ['/', ..] inside, { Length: > 0 } permissions] when permissions.All(AllPermissions.Contains) => new DeviceRequest(path, inside, permissions),
        _ => throw Failures.Usage($"'--device {text}' cannot be used.", "Write it as '/dev/fuse' or '/dev/fuse:/dev/fuse:rw'; the device is one of the machine."),
    };
}
