namespace Pockr.HostLauncher.Machines;

/// <summary>The directory everything is kept in; <c>docs/DESIGN.md</c> has the layout.</summary>
internal sealed record PockrHome(string Directory)
{
    /// <summary>Names another directory than the usual one.</summary>
    public const string Variable = "POCKR_HOME";

    public string Images => Path.Combine(Directory, "images");

    public string ImagesLock => Path.Combine(Images, ".lock");

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
            : Path.Combine(UserHome.Of(variable), ".local", "share");
        return new PockrHome(Path.Combine(data, "pockr"));
    }

    public MachineFiles FilesOf(MachineName name) => new(Path.Combine(Machines, name.Value));

    /// <summary>Makes the directories, for this user only: a machine's disk and token are nobody else's.</summary>
    public void Create()
    {
        PrivateDirectory.Create(Directory);
        PrivateDirectory.Create(Images);
        PrivateDirectory.Create(Machines);
    }
}
