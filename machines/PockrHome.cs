using Pockr.Contracts;

namespace Pockr.Machines;

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

    /// <summary>Disks that are written no more, and that others lie over.</summary>
    public string Layers => Path.Combine(Directory, "layers");

    /// <summary>Held while a disk comes to lie over a layer, and while layers are removed.</summary>
    public string LayersLock => Path.Combine(Layers, ".lock");

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

    /// <summary>The disk of an installed image, which the disks of its machines lie over.</summary>
    public string BaseDiskOf(string imageId) => Path.GetFullPath(Path.Combine(Images, imageId, ImageManifest.BaseDisk));

    /// <summary>Makes the directories, for this user only: a machine's disk and token are nobody else's.</summary>
    public void Create()
    {
        PrivateDirectory.Create(Directory);
        PrivateDirectory.Create(Images);
        PrivateDirectory.Create(Templates);
        PrivateDirectory.Create(Machines);
    }
}
