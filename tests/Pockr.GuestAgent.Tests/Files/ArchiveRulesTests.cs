using System.Formats.Tar;
using System.Text;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Tests.Files;

public sealed class ArchiveRulesTests
{
    private const int Seed = 20240;

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
