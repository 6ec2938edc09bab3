using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Autostart;

/// <summary>A file of pockr's among those of others.</summary>
internal static class AutostartFile
{
    public static bool IsOurs(string path) => File.Exists(path) && File.ReadAllText(path).Contains(AutostartUnit.Mark, StringComparison.Ordinal);

    /// <returns>The path, if nothing is there or what is there was made here.</returns>
    public static string EnsureOurs(string path) => !Path.Exists(path) || IsOurs(path) ? path : throw CommandFailures.UnitForeign(path);
}
