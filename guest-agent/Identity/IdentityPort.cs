namespace Pockr.GuestAgent.Identity;

/// <summary>
/// The machine's end of the identity channel: a device that only root can open, and nobody while the agent has it open. Containers have no
/// such device.
/// </summary>
internal static class IdentityPort
{
    public const string Name = "pockr.identity";

    /// <summary>The device, or nothing while the kernel has not found it.</summary>
    public static string? Find(AgentOptions options)
    {
        if (!Directory.Exists(options.VirtioPorts))
        {
            return null;
        }

        var port = Directory.EnumerateDirectories(options.VirtioPorts).FirstOrDefault(HasName);
        return port is null ? null : Path.Combine(options.Devices, Path.GetFileName(port));
    }

    private static bool HasName(string port)
    {
        var file = Path.Combine(port, "name");
        return File.Exists(file) && File.ReadAllText(file).TrimEnd() == Name;
    }
}
