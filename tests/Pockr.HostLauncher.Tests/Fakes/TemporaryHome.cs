using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>A POCKR_HOME of a test's own, with an image beside it that has everything but a kernel that boots.</summary>
internal sealed class TemporaryHome : IDisposable
{
    public const string BuildId = "00112233aabbccdd";

    public TemporaryHome()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("pockr-").FullName;
        Home = new PockrHome(Path.Combine(Directory, "home"));
        Home.Create();
    }

    public string Directory { get; }

    public PockrHome Home { get; }

    public string ImageDirectory => Path.Combine(Directory, "image");

    public MachineFiles Files(string name = "default") => Home.FilesOf(MachineName.Parse(name));

    public ImageManifest WriteImage(Func<ImageManifest, ImageManifest>? change = null, byte[]? baseDisk = null)
    {
        System.IO.Directory.CreateDirectory(ImageDirectory);
        string[] names = [ImageManifest.BaseDisk, ImageManifest.KernelFile, ImageManifest.Initramfs];
        foreach (var name in names)
        {
            var content = name == ImageManifest.BaseDisk ? baseDisk ?? Qcow2File.Over(null) : Encoding.UTF8.GetBytes($"content of {name}");
            File.WriteAllBytes(Path.Combine(ImageDirectory, name), content);
        }

        var files = names.Select(name => DescribeFile(Path.Combine(ImageDirectory, name))).ToList();
        var manifest = new ImageManifest(1, "debian", "trixie", "x86_64", BuildId, "6.12", "console=ttyS0", "", 512, 1 << 20, files, []);
        manifest = change?.Invoke(manifest) ?? manifest;
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, ContractsJson.Default.ImageManifest);
        File.WriteAllBytes(Path.Combine(ImageDirectory, ImageManifest.FileName), json);
        return manifest;
    }

    /// <summary>As <see cref="WriteImage"/>, where machines have theirs.</summary>
    /// <returns>Its disk, which those of machines lie over.</returns>
    public string InstallImage()
    {
        WriteImage();
        var installed = Path.Combine(Home.Images, $"debian-x86_64-{BuildId}");
        System.IO.Directory.Move(ImageDirectory, installed);
        return Path.Combine(installed, ImageManifest.BaseDisk);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static ImageFile DescribeFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new ImageFile(Path.GetFileName(path), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
