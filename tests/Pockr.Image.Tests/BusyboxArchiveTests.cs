using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Pockr.Image.Containers;

namespace Pockr.Image.Tests;

public sealed class BusyboxArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Write_IsAnArchiveWhoseDigestsHold()
    {
        var files = Entries(Write("busybox.tar"));

        var manifest = JsonNode.Parse(files["manifest.json"])![0]!;
        var config = files[(string)manifest["Config"]!];
        var layer = files[(string)manifest["Layers"]![0]!];
        Assert.Equal("busybox:latest", (string?)manifest["RepoTags"]![0]);
        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(config))}.json", (string?)manifest["Config"]);
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer))}", (string?)JsonNode.Parse(config)!["rootfs"]!["diff_ids"]![0]);
    }

    [Fact]
    public void Write_LinksEveryAppletOnce()
    {
        var layer = Entries(Write("busybox.tar"))["layer.tar"];
        using var reader = new TarReader(new MemoryStream(layer));
        var links = new List<(string, string)>();
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.SymbolicLink)
            {
                links.Add((entry.Name, entry.LinkName));
            }
        }

        Assert.Equal([("bin/sh", "busybox"), ("bin/wget", "busybox")], links);
    }

    [Fact]
    public void Write_SaysWhichProcessorItIsFor()
    {
        var files = Entries(Write("busybox.tar"));
        var config = files[(string)JsonNode.Parse(files["manifest.json"])![0]!["Config"]!];

        Assert.Equal("arm64", (string?)JsonNode.Parse(config)!["architecture"]);
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        Assert.Equal(File.ReadAllBytes(Write("one.tar")), File.ReadAllBytes(Write("two.tar")));
    }

    public void Dispose() => _directory.Dispose();

    private string Write(string name)
    {
        File.WriteAllText(_directory["busybox"], "program");
        new BusyboxArchive(_directory["busybox"], ["usr/bin/sh", "usr/bin/busybox", "usr/bin/wget", "usr/sbin/wget"], Architecture.Arm64, 1767225600).Write(_directory[name]);
        return _directory[name];
    }

    private static Dictionary<string, byte[]> Entries(string path)
    {
        var entries = new Dictionary<string, byte[]>();
        using var reader = new TarReader(File.OpenRead(path));
        while (reader.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            entries[entry.Name] = content.ToArray();
        }

        return entries;
    }
}
