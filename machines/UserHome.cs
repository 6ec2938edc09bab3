using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>The user's own directories.</summary>
internal static class UserHome
{
    public static string Of(Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0
            ? home
            : throw Failures.Usage("Neither POCKR_HOME nor HOME is set.", "Set POCKR_HOME to a directory for machines.");
    }

    /// <summary>Where programs keep their settings.</summary>
    public static string ConfigurationOf(Func<string, string?> variable) => variable("XDG_CONFIG_HOME") is { Length: > 0 } given && Path.IsPathRooted(given)
        ? given
        : Path.Combine(Of(variable), ".config");
}
