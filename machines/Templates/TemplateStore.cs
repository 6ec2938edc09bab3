using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pockr.Machines.Templates;

/// <summary>The templates of this host. One is published whole, by a rename, and its disk stays for as long as machines may lie over it.</summary>
internal sealed class TemplateStore(PockrHome home)
{
    private const string MakingPrefix = ".make-";
    private const string RemovedPrefix = ".removed-";
    private const int KeyDigits = 16;
    private const int NumberDigits = 8;

    /// <summary>Names the shape of machines that a template fits. Several may have it: one whose memory was found damaged keeps its disk.</summary>
    public static string KeyOf(string imageId, string qemuVersion, IReadOnlyList<string> guestSide)
    {
        var shape = string.Join('\0', [imageId, qemuVersion, .. guestSide]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)))[..KeyDigits];
    }

    public TemplateFiles FilesOf(string name) => new(Path.Combine(home.Templates, name));

    /// <summary>All templates there are, also those that are nothing but a disk any more.</summary>
    public IEnumerable<TemplateFiles> All() => !Directory.Exists(home.Templates)
        ? []
        : Directory.EnumerateDirectories(home.Templates)
            .Where(directory => !Path.GetFileName(directory).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(directory => new TemplateFiles(directory));

    /// <summary>What is known of a template, if its memory is of use.</summary>
    public static Template? Describe(TemplateFiles files) =>
        Read(files) is { } template && new FileInfo(files.Memory) is { Exists: true } memory && memory.Length == template.Memory.Bytes && File.Exists(files.Disk)
            ? template
            : null;

    /// <summary>Takes a template away, whole or not at all. The lock is held, and nobody needs it.</summary>
    public void Remove(TemplateFiles files)
    {
        Directory.Move(files.Directory, Path.Combine(home.Templates, $"{RemovedPrefix}{NewNumber()}"));
        RemoveLeftovers();
    }

    /// <summary>What has been left of templates that were being made or removed. While the lock is held, that is by nobody any more.</summary>
    public IEnumerable<string> FindLeftovers() => FindMakings().Select(making => making.Directory).Concat(FindRemoved());

    /// <summary>Removes the rest of templates that were removed.</summary>
    public void RemoveLeftovers()
    {
        foreach (var removed in FindRemoved().ToList())
        {
            Directory.Delete(removed, recursive: true);
        }
    }

    /// <summary>A template that is whole, as far as looking tells.</summary>
    public (TemplateFiles Files, Template Template)? Find(string key)
    {
        foreach (var directory in Directory.EnumerateDirectories(home.Templates, $"{key}-*"))
        {
            var files = new TemplateFiles(directory);
            if (Describe(files) is { } template)
            {
                return (files, template);
            }

            SetAside(files);
        }

        return null;
    }

    /// <summary>A directory for the machine that becomes a template.</summary>
    public MachineFiles NewMaking() => new(Path.Combine(home.Templates, $"{MakingPrefix}{NewNumber()}"));

    /// <summary>What was cut short.</summary>
    public IEnumerable<MachineFiles> FindMakings() => !Directory.Exists(home.Templates)
        ? []
        : Directory.EnumerateDirectories(home.Templates, $"{MakingPrefix}*").Select(directory => new MachineFiles(directory));

    /// <summary>Makes a template of a machine that was saved and has ended.</summary>
    public void Publish(MachineFiles making, string key, Template template)
    {
        var whole = new TemplateFiles(Path.Combine(making.Directory, "template"));
        PrivateDirectory.Create(whole.Directory);
        AtomicFile.Flush(making.Overlay);
        File.Move(making.Overlay, whole.Disk);
        File.Move(making.SuspendedMemory, whole.Memory);
        AtomicFile.Write(whole.Description, JsonSerializer.SerializeToUtf8Bytes(template, MachineJson.Default.Template));
        AtomicFile.Publish(whole.Directory, FilesOf($"{key}-{NewNumber()}").Directory);
    }

    /// <summary>Has no further machine made of a template. Those there are need its disk.</summary>
    public static void SetAside(TemplateFiles files)
    {
        AtomicFile.Remove(files.Description);
        File.Delete(files.Memory);
    }

    private IEnumerable<string> FindRemoved() =>
        Directory.Exists(home.Templates) ? Directory.EnumerateDirectories(home.Templates, $"{RemovedPrefix}*") : [];

    private static Template? Read(TemplateFiles files)
    {
        try
        {
            return File.Exists(files.Description) ? JsonSerializer.Deserialize(File.ReadAllBytes(files.Description), MachineJson.Default.Template) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string NewNumber() => RandomNumberGenerator.GetHexString(NumberDigits, lowercase: true);
}
