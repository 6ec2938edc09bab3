using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace Pockr.Contracts;

/// <summary>What the settings of a machine have to be like; the same where they are typed in and where they are taken.</summary>
public static partial class SystemSettingsRules
{
    private const int MostNameServers = 3; // more, a resolver does not read
    private const int MostEntries = 50;
    private const int MostMounts = 16;
    private const int LongestText = 2048;
    private const int LongestShown = 100;
    private const int LongestPem = 256 * 1024;
    private const string CertificateLabel = "CERTIFICATE";

    /// <summary>Everything that is wrong; keys are the members' names as JSON has them.</summary>
    /// <param name="settings">The settings.</param>
    public static IEnumerable<SettingFinding> Find(SystemSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. FindDns(settings.Dns ?? []),
            .. FindProxy("httpProxy", settings.HttpProxy),
            .. FindProxy("httpsProxy", settings.HttpsProxy),
            .. FindNoProxy(settings.NoProxy),
            .. FindEach("registryMirrors", settings.RegistryMirrors, IsOrigin, "it is no http or https URL of a host alone", "write it as https://HOST[:PORT]"),
            .. FindEach("insecureRegistries", settings.InsecureRegistries, IsRegistry, "it is neither a host nor a network", "write it as HOST[:PORT] or as 10.1.0.0/16"),
            .. FindExtraCa(settings.ExtraCa),
            .. FindClosedPorts(settings.HostAccess?.ClosedPorts ?? []),
            .. FindMounts(settings.Mounts ?? []),
            .. FindRevision(settings.Revision),
        ];
    }

    private static IEnumerable<SettingFinding> FindDns(IReadOnlyList<string> servers)
    {
        foreach (var server in servers.Where(server => !IsNameServer(server)))
        {
            yield return new("dns", Show(server), "it is no IPv4 address the machine could reach", "use one such as 9.9.9.9, or 10.0.2.3 for this host's own resolver");
        }

        if (servers.Count > MostNameServers)
        {
            yield return new("dns", $"a list of {servers.Count}", "a resolver asks the first three", "name three at most");
        }
    }

    private static IEnumerable<SettingFinding> FindProxy(string key, string? proxy)
    {
        if (proxy is not null && !(Uri.TryCreate(proxy, UriKind.Absolute, out var url) && IsOrigin(url, mayHaveUser: true) && IsPlain(proxy)))
        {
            yield return new(key, Show(proxy), "it is no http or https URL of a host alone", "write it as http://[USER:PASSWORD@]HOST:PORT");
        }
    }

    private static IEnumerable<SettingFinding> FindNoProxy(string? hosts)
    {
        if (hosts is not null && !(hosts.Length is > 0 and <= LongestText && NoProxy().IsMatch(hosts)))
        {
            yield return new("noProxy", Show(hosts), "it has something else in it than hosts, domains and networks", "write it as localhost,.example.com,10.0.0.0/8");
        }
    }

    private static IEnumerable<SettingFinding> FindExtraCa(string? pem)
    {
        if (pem is not null && (pem.Length > LongestPem ? "it has more than 256 KiB" : WhatIsWrongWith(pem)) is { } reason)
        {
            yield return new("extraCa", $"a text of {pem.Length} characters", reason, "use a PEM file of certificates and nothing else");
        }
    }

    private static IEnumerable<SettingFinding> FindClosedPorts(IReadOnlyList<int> ports)
    {
        if (ports.Count > MostEntries || ports.Any(port => port is < 1 or > 65535))
        {
            yield return new("hostAccess", "more than true", "closedPorts has something else in it than a few ports", "use 1 to 65535");
        }
    }

    private static IEnumerable<SettingFinding> FindMounts(IReadOnlyList<SharedDirectory> mounts)
    {
        if (mounts.Count > MostMounts)
        {
            yield return new("mounts", $"a list of {mounts.Count}", "the machine has no place for that many", $"use {MostMounts} at most");
        }

        foreach (var mount in mounts)
        {
            if (!MountTag().IsMatch(mount?.Tag ?? ""))
            {
                yield return new("mounts", Show(mount?.Tag), "it is no tag", "use up to 31 of a-z, 0-9 and '-'");
            }

            if (GuestPath.WhatIsWrongWith(mount?.Path) is { } reason)
            {
                yield return new("mounts", Show(mount?.Path), reason, "name another path in the machine: DIR:GUESTPATH");
            }
        }

        var paths = mounts.Select(mount => mount?.Path).Where(path => GuestPath.WhatIsWrongWith(path) is null).ToList();
        foreach (var (inner, outer) in GuestPath.Overlaps(paths!))
        {
            yield return new("mounts", Show(inner), $"it is in {Show(outer)}, or the same", "name another path in the machine: DIR:GUESTPATH");
        }
    }

    private static IEnumerable<SettingFinding> FindRevision(string? revision)
    {
        if (revision is not null && !Revision().IsMatch(revision))
        {
            yield return new("revision", Show(revision), "it is no name", "use up to 64 letters, digits and '-'");
        }
    }

    private static IEnumerable<SettingFinding> FindEach(
        string key, IReadOnlyList<string>? values, Func<string, bool> isUsable, string reason, string remedy)
    {
        foreach (var value in (values ?? []).Where(value => !(value is not null && IsPlain(value) && isUsable(value))))
        {
            yield return new(key, Show(value), reason, remedy);
        }

        if (values is { Count: > MostEntries })
        {
            yield return new(key, $"a list of {values.Count}", "that is too much", $"use {MostEntries} at most");
        }
    }

    private static bool IsNameServer(string? server) =>
        IPAddress.TryParse(server, out var address)
        && address.AddressFamily == AddressFamily.InterNetwork
        && address.ToString() == server // the parser also takes '1' and '0x7f.1'
        && !IPAddress.IsLoopback(address)
        && address.GetAddressBytes()[0] is > 0 and < 224;

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && IsOrigin(url, mayHaveUser: false);

    private static bool IsOrigin(Uri url, bool mayHaveUser) =>
        url.Scheme is "http" or "https"
        && url.Host.Length > 0
        && (mayHaveUser || url.UserInfo.Length == 0)
        && url.AbsolutePath == "/"
        && url.Query.Length == 0
        && url.Fragment.Length == 0;

    private static bool IsRegistry(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? IPNetwork.TryParse(text, out _) : Registry().IsMatch(text);

    private static bool IsPlain(string text) =>
        text.Length <= LongestText && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '"' or '\'' or '\\');

    // What is in it is not shown: it may be a key.
    private static string? WhatIsWrongWith(string pem)
    {
        var rest = pem.AsSpan();
        var count = 0;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (!rest[fields.Label].SequenceEqual(CertificateLabel))
            {
                return "there is something else in it than certificates";
            }

            if (!IsCertificate(rest[fields.Base64Data]))
            {
                return $"its certificate number {count + 1} cannot be read";
            }

            count++;
            rest = rest[fields.Location.End..];
        }

        return count == 0 ? "there is no certificate in it" : null;
    }

    private static bool IsCertificate(ReadOnlySpan<char> base64)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64.ToString()));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Show(string? value) => value switch
    {
        null => "nothing",
        { Length: > LongestShown } => $"'{value[..LongestShown]}…'",
        _ => $"'{value}'",
    };

    [GeneratedRegex(@"\A[a-zA-Z0-9.*:/\[\]_-]+(,[a-zA-Z0-9.*:/\[\]_-]+)*\z")]
    private static partial Regex NoProxy();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Registry();

    [GeneratedRegex(@"\A[a-z0-9-]{1,31}\z")]
    private static partial Regex MountTag();

    [GeneratedRegex(@"\A[a-zA-Z0-9-]{1,64}\z")]
    private static partial Regex Revision();
}
