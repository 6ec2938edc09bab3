using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Machines;

/// <summary>The directory everything is kept in; <c>docs/DESIGN.md</c> has the layout.</summary>
internal sealed record PockrHome(string Directory)
{
    /// <summary>Names another directory than the usual one.</summary>
    public const string Variable = "POCKR_HOME";

    public string Images => Path.Combine(Directory, "images");

    public string ImagesLock => Path.Combine(Images, ".lock");

    public string Templates => Path.Combine(Directory, "templates");

    /// <summary>Held while a template is made, and while a machine is made of one.</summary>
    public string TemplatesLock => Path.Combine(Templates, ".lock");

    public string Machines => Path.Combine(Directory, "vms");

    /// <summary>Which accelerators were found to work.</summary>
    public string Acceleration => Path.Combine(Directory, "acceleration.json");

    /// <summary>Stacks of failures that are bugs.</summary>
    public string Log => Path.Combine(Directory, "pockr.log");

    public static PockrHome FromEnvironment(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } home)
        {
            return new PockrHome(Path.GetFullPath(home));
        }

        var data = variable("XDG_DATA_HOME") is { Length: > 0 } given && Path.IsPathRooted(given)
            ? given
            : Path.Combine(UserHome(variable), ".local", "share");
        return new PockrHome(Path.Combine(data, "pockr"));
    }

    public MachineFiles FilesOf(MachineName name) => new(Path.Combine(Machines, name.Value));

    /// <summary>Makes the directories, for this user only: a machine's disk and token are nobody else's.</summary>
    public void Create()
    {
        PrivateDirectory.Create(Directory);
        PrivateDirectory.Create(Images);
        PrivateDirectory.Create(Templates);
        PrivateDirectory.Create(Machines);
    }

    private static string UserHome(Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0
            ? home
            : throw Failures.Usage("Neither POCKR_HOME nor HOME is set.", "Set POCKR_HOME to a directory for machines.");
    }
}
