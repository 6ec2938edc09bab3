using System.Formats.Tar;
using System.Text;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;
using Pockr.Testing;

namespace Pockr.GuestAgent.Tests.Files;

public sealed class ArchiveRulesTests
{
    private const int Seed = 20240;
    private const int HeaderBytes = 512;

    private static readonly string[] s_parts = ["a", "b", "..", ".", "", "-rf", "with\nline", "ä"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../x", null)]
    [InlineData("a/../../x", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData("a", "/etc")]
    [InlineData("a", "..")]
    [InlineData("a/b", "../..")]
    [InlineData("a/b", "c/../..")]
    public async Task AnEntryThatLeadsOutside_IsRefused(string name, string? link)
    {
        var problem = await Assert.ThrowsAsync<ProblemException>(() => CheckAsync((name, link)));

        Assert.Equal((400, "invalid_request"), (problem.Problem.Status, problem.Problem.Code));
        Assert.Contains($"'{name}'", problem.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatStaysInside_IsTaken() =>
        await CheckAsync(("./a", null), ("a/b", null), ("-rf", null), ("new\nline", null), ("a/up", "../-rf"), ("..c", "a/b"));

    [Fact]
    public async Task AnEntryBelowALinkOfTheArchive_IsRefused() =>
        await Assert.ThrowsAsync<ProblemException>(() => CheckAsync(("d", "."), ("d/up", "../x")));

    [Fact]
    public async Task WhatIsNoTar_IsRefused()
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 2048)));

        await Assert.ThrowsAsync<ProblemException>(() => ArchiveRules.CheckAsync(text, Cancellation));
    }

    // Whatever is taken is unpacked for real, beside a directory that must stay empty.
    [Fact(Timeout = 60_000)]
    public async Task NoArchiveThatIsTaken_WritesOutside()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 2000; round++)
        {
            var links = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => (Name: Path(random), Link: random.Next(2) == 0 ? Path(random) : null))
                .Where(entry => entry.Name.Length > 0 && entry.Link is not "")
                .ToArray();
            try
            {
                await CheckAsync(entries);
            }
            catch (ProblemException)
            {
                continue;
            }

            foreach (var (name, link) in entries)
            {
                Assert.True(Resolve(name, links, followLast: false) is not null, Describe(entries));
                if (link is not null)
                {
                    links[Resolve(name, links, followLast: false)!] = link;
                }
            }

            Assert.All(links, link => Assert.True(Resolve(link.Key, links, followLast: true) is not null, Describe(entries)));
        }
    }

    // Bytes change anywhere, and half of the time the header's checksum is right again, so that what is behind it is reached.
    [Fact(Timeout = 60_000)]
    public async Task AChangedArchive_IsTakenOrRefused_AndNothingElse()
    {
        var random = new Random(Seed);
        var refused = 0;
        await using var file = new FileStream(
            System.IO.Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        for (var round = 0; round < 20000; round++)
        {
            file.SetLength(0);
            await file.WriteAsync(await ChangedAsync(random), Cancellation);
            file.Position = 0;
            try
            {
                await ArchiveRules.CheckAsync(file, Cancellation);
            }
            catch (ProblemException)
            {
                refused++;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Assert.Fail($"Round {round} of seed {Seed}: {exception}");
            }
        }

        Assert.InRange(refused, 1, 19999);
    }

    private static async Task<byte[]> ChangedAsync(Random random)
    {
        TarEntryFormat[] formats = [TarEntryFormat.Gnu, TarEntryFormat.Pax, TarEntryFormat.Ustar];
        using var stream = new MemoryStream();
        await using (var writer = new TarWriter(stream, formats[random.Next(formats.Length)], leaveOpen: true))
        {
            var name = $"{new string('d', random.Next(1, 90))}/{new string('f', random.Next(1, 90))}";
            var entry = Entry(formats[random.Next(formats.Length)], name);
            entry.DataStream = new MemoryStream(new byte[random.Next(2000)]);
            await writer.WriteEntryAsync(entry, Cancellation);
        }

        var tar = stream.ToArray();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(2) == 0 ? random.Next(512) : random.Next(tar.Length);
            tar[at] = (byte)random.Next(256);
        }

        if (random.Next(2) == 0)
        {
            TarChecksum.Write(tar.AsSpan(0, HeaderBytes));
        }

        return tar[..(random.Next(4) == 0 ? random.Next(tar.Length) : tar.Length)];
    }

    private static TarEntry Entry(TarEntryFormat format, string name) => format switch
    {
        TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
        TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
        _ => new UstarTarEntry(TarEntryType.RegularFile, name),
    };

    private static string Describe(IEnumerable<(string Name, string? Link)> entries) => string.Join("; ", entries);

    /// <summary>Where a path leads as Linux walks it; null when that is above the root.</summary>
    private static string? Resolve(string path, Dictionary<string, string> links, bool followLast, int hops = 0)
    {
        List<string> at = [];
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToList();
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index] == "..")
            {
                if (at.Count == 0)
                {
                    return null;
                }

                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(parts[index]);
            if (links.TryGetValue(string.Join('/', at), out var target) && (followLast || index < parts.Count - 1))
            {
                if (target.StartsWith('/'))
                {
                    return null;
                }

                at.RemoveAt(at.Count - 1);
                var rest = string.Join('/', at.Append(target).Concat(parts.Skip(index + 1)));
                return hops > 40 ? "a loop" : Resolve(rest, links, followLast, hops + 1);
            }
        }

        return string.Join('/', at);
    }

    private static string Path(Random random) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => s_parts[random.Next(s_parts.Length)]));

    private static async Task CheckAsync(params (string Name, string? Link)[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, link) in entries)
            {
                await writer.WriteEntryAsync(
                    link is null ? new GnuTarEntry(TarEntryType.RegularFile, name) : new GnuTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link },
                    Cancellation);
            }
        }

        tar.Position = 0;
        await ArchiveRules.CheckAsync(tar, Cancellation);
    }
}
