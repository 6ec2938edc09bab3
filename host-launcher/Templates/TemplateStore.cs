using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pockr.HostLauncher.Machines;

namespace Pockr.HostLauncher.Templates;

/// <summary>The templates of this host. One is published whole, by a rename, and its disk stays for as long as machines may lie over it.</summary>
internal sealed class TemplateStore(PockrHome home)
{
    private const string MakingPrefix = ".make-";
    private const int KeyDigits = 16;
    private const int NumberDigits = 8;

    /// <summary>Names the shape of machines that a template fits. Several may have it: one whose memory was found damaged keeps its disk.</summary>
    public static string KeyOf(string imageId, string qemuVersion, IReadOnlyList<string> guestSide)
    {
        var shape = string.Join('\0', [imageId, qemuVersion, .. guestSide]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)))[..KeyDigits];
    }

    public TemplateFiles FilesOf(string name) => new(Path.Combine(home.Templates, name));

    /// <summary>A template that is whole, as far as looking tells.</summary>
    public (TemplateFiles Files, Template Template)? Find(string key)
    {
        foreach (var directory in Directory.EnumerateDirectories(home.Templates, $"{key}-*"))
        {
            var files = new TemplateFiles(directory);
            if (Read(files) is not { } template)
            {
                continue;
            }

            var memory = new FileInfo(files.Memory);
            if (memory.Exists && memory.Length == template.Memory.Bytes && File.Exists(files.Disk))
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
    public IEnumerable<MachineFiles> FindMakings() =>
        Directory.EnumerateDirectories(home.Templates, $"{MakingPrefix}*").Select(directory => new MachineFiles(directory));

    /// <summary>Makes a template of a machine that was saved and has ended.</summary>
    public void Publish(MachineFiles making, string key, Template template)
    {
        var whole = new TemplateFiles(Path.Combine(making.Directory, "template"));
        PrivateDirectory.Create(whole.Directory);
        AtomicFile.Flush(making.Overlay);
        File.Move(making.Overlay, whole.Disk);
        File.Move(making.SuspendedMemory, whole.Memory);
        AtomicFile.Write(whole.Description, JsonSerializer.SerializeToUtf8Bytes(template, LauncherJson.Default.Template));
        AtomicFile.Publish(whole.Directory, FilesOf($"{key}-{NewNumber()}").Directory);
    }

    /// <summary>Has no further machine made of a template. Those there are need its disk.</summary>
    public static void SetAside(TemplateFiles files)
    {
        AtomicFile.Remove(files.Description);
        File.Delete(files.Memory);
    }

    private static Template? Read(TemplateFiles files)
    {
        try
        {
            return File.Exists(files.Description) ? JsonSerializer.Deserialize(File.ReadAllBytes(files.Description), LauncherJson.Default.Template) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string NewNumber() => RandomNumberGenerator.GetHexString(NumberDigits, lowercase: true);
}
