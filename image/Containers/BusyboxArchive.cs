using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.Image.Containers;

/// <summary>
/// The container image <c>busybox:latest</c> in the format of <c>docker save</c>, made from the flavour's own busybox: something to run
/// on a machine without a network. Format: moby, image/spec/v1.2.md.
/// </summary>
internal sealed class BusyboxArchive(string busybox, IReadOnlyList<string> applets, Architecture architecture, long epoch)
{
    private const string Reference = "busybox:latest";

    private readonly DateTimeOffset _time = DateTimeOffset.FromUnixTimeSeconds(epoch);

    public void Write(string path)
    {
        var layer = MakeLayer();
        var config = Encoding.UTF8.GetBytes(MakeConfig(Hex(layer)).ToJsonString());
        var configName = $"{Hex(config)}.json";
        var manifest = new JsonArray(new JsonObject
        {
            ["Config"] = configName,
            ["RepoTags"] = new JsonArray(Reference),
            ["Layers"] = new JsonArray("layer.tar"),
        });

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var tar = new TarWriter(File.Create(path), TarEntryFormat.Ustar);
        AddFile(tar, configName, config, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        AddFile(tar, "layer.tar", layer, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        AddFile(tar, "manifest.json", Encoding.UTF8.GetBytes(manifest.ToJsonString()), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private JsonObject MakeConfig(string layerDigest) => new()
    {
        ["architecture"] = architecture.Debian,
        ["os"] = "linux",
        ["created"] = _time.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["config"] = new JsonObject
        {
            ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            ["Cmd"] = new JsonArray("sh"),
        },
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray($"sha256:{layerDigest}") },
        ["history"] = new JsonArray(new JsonObject { ["created_by"] = "pockr-image" }),
    };

    private byte[] MakeLayer()
    {
        using var content = new MemoryStream();
        using (var tar = new TarWriter(content, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var directory in new[] { "bin", "dev", "etc", "home", "proc", "root", "sys", "usr", "usr/bin", "usr/sbin", "sbin", "var" })
            {
                AddDirectory(tar, directory, (UnixFileMode)0x1ed);
            }

            AddDirectory(tar, "tmp", (UnixFileMode)0x3ff);
            AddText(tar, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n");
            AddText(tar, "etc/group", "root:x:0:\nnogroup:x:65534:\n");
            AddFile(tar, "bin/busybox", File.ReadAllBytes(busybox), (UnixFileMode)0x1ed);
            foreach (var applet in applets.Select(applet => Path.GetFileName(applet)).Where(applet => applet != "busybox").Distinct())
            {
                AddEntry(tar, new UstarTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox", Mode = (UnixFileMode)0x1ff });
            }
        }

        return content.ToArray();
    }

    private void AddText(TarWriter tar, string path, string text) => AddFile(tar, path, Encoding.UTF8.GetBytes(text), (UnixFileMode)0x1a4);

    private void AddDirectory(TarWriter tar, string path, UnixFileMode mode) =>
        AddEntry(tar, new UstarTarEntry(TarEntryType.Directory, $"{path}/") { Mode = mode });

    private void AddFile(TarWriter tar, string path, byte[] content, UnixFileMode mode) =>
        AddEntry(tar, new UstarTarEntry(TarEntryType.RegularFile, path) { Mode = mode, DataStream = new MemoryStream(content) });

    private void AddEntry(TarWriter tar, UstarTarEntry entry)
    {
        entry.ModificationTime = _time;
        tar.WriteEntry(entry);
    }

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
