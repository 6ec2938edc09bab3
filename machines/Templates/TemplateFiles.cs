namespace Pockr.Machines.Templates;

/// <summary>The name of every file in a template's directory; no other type spells one out.</summary>
internal sealed record TemplateFiles(string Directory)
{
    public string Name => Path.GetFileName(Directory);

    /// <summary>What machines' disks lie over: it is never written to again.</summary>
    public string Disk => Path.Combine(Directory, "disk.qcow2");

    /// <summary>What the template had in memory, as QEMU writes it.</summary>
    public string Memory => Path.Combine(Directory, "memory");

    /// <summary>What the memory fits to. Without it the template is nothing but a disk that machines lie over.</summary>
    public string Description => Path.Combine(Directory, "template.json");
}
