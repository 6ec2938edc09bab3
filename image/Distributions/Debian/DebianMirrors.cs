namespace Pockr.Image.Distributions.Debian;

/// <summary>Where a release's packages and its security updates come from.</summary>
/// <param name="Main">Mirror of the release.</param>
/// <param name="Security">Mirror of the security updates; absent for a mirror given by hand that has none.</param>
/// <param name="Keyring">File of the keys that sign both.</param>
internal sealed record DebianMirrors(string Main, string? Security, string Keyring)
{
    /// <summary>The archive's keys as the package debian-archive-keyring installs them.</summary>
    public const string ArchiveKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>What the archives are called wherever there is one of all times; the first part of a package's address in a lock.</summary>
    public const string MainArchive = "debian";

    public const string SecurityArchive = "debian-security";

    private static readonly string[] s_releases = ["bookworm", "trixie", "forky", "sid", "stable", "testing", "unstable"];

    /// <summary>Those the host itself uses, whichever release it runs; <see langword="null"/> if it uses none of Debian's.</summary>
    public static DebianMirrors? FromHost(IReadOnlyList<AptSource> sources)
    {
        var main = sources.FirstOrDefault(source => HasMain(source) && source.Suites.Any(s_releases.Contains));
        var security = sources.FirstOrDefault(source => HasMain(source) && source.Suites.Any(IsSecurity));
        return main is null ? null : new DebianMirrors(main.Uri, security?.Uri, KeyringOf(main));
    }

    /// <summary>Lines for a sources.list of <paramref name="release"/>.</summary>
    public IEnumerable<string> SourceLines(string release)
    {
        yield return Line(Main, release);
        if (Security is not null)
        {
            yield return Line(Main, $"{release}-updates");
            yield return Line(Security, $"{release}-security");
        }
    }

    /// <summary>Where an archive is, without a slash at the end.</summary>
    public string? BaseOf(string archive) => (archive == SecurityArchive ? Security : Main)?.TrimEnd('/');

    /// <summary>An address as it is written in a lock, which is of no mirror: <c>debian/pool/main/c/crun/crun_1.21-1_amd64.deb</c>.</summary>
    public string Relative(string url)
    {
        // apt may have been sent to another host, but the tree below is the same everywhere.
        var archive = Security is not null && url.StartsWith($"{BaseOf(SecurityArchive)}/", StringComparison.Ordinal) ? SecurityArchive : MainArchive;
        return archive + url[url.IndexOf("/pool/", StringComparison.Ordinal)..];
    }

    private string Line(string uri, string suite) => $"deb [signed-by={Keyring}] {uri} {suite} main";

    private static bool HasMain(AptSource source) => source.Components.Contains("main");

    private static bool IsSecurity(string suite) =>
        suite.EndsWith("-security", StringComparison.Ordinal) && s_releases.Contains(suite[..^"-security".Length]);

    // A key written into the source itself has no file that could be named again.
    private static string KeyringOf(AptSource source) =>
        source.SignedBy is { } file && file.StartsWith('/') && File.Exists(file) ? file : ArchiveKeyring;
}
