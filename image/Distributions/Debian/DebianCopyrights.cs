using System.Formats.Tar;
using System.Text.RegularExpressions;
using Pockr.Contracts;
using Pockr.Image.Errors;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Debian;

/// <summary>
/// The licences packages name in <c>usr/share/doc/PACKAGE/copyright</c>: from its fields where it has some (Debian's machine-readable format
/// 1.0), else the common ones its text points to.
/// </summary>
internal sealed partial class DebianCopyrights
{
    private const string Documentation = "usr/share/doc/";

    private readonly Dictionary<string, IReadOnlyList<string>> _licenses = [];

    // Documentation of a package that is another's.
    private readonly Dictionary<string, string> _links = [];

    /// <param name="package">The package, for errors.</param>
    /// <param name="files">Its files as a tar.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadAsync(string package, Stream files, CancellationToken cancellationToken)
    {
        try
        {
            await ReadEntriesAsync(files, cancellationToken);
        }
        catch (Exception exception) when (TarEntries.IsDamage(exception))
        {
            throw Failures.PackageDamaged(package, exception.Message.TrimEnd('.'));
        }
    }

    public IReadOnlyList<string> LicensesOf(string package) =>
        _licenses.GetValueOrDefault(_links.GetValueOrDefault(package, package)) ?? [];

    internal static IReadOnlyList<string> Parse(string text)
    {
        var fields = LicenseField().Matches(text);
        var names = fields.Count > 0 ? fields.Select(field => field.Groups[1].Value.Trim()) : CommonLicense().Matches(text).Select(match => match.Groups[1].Value);
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private async Task ReadEntriesAsync(Stream files, CancellationToken cancellationToken)
    {
        await using var entries = new TarEntries(files, PackagePath.LongestHeaders);
        while (await entries.NextAsync(cancellationToken) is { } entry)
        {
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (!path.StartsWith(Documentation, StringComparison.Ordinal))
            {
                continue;
            }

            switch (path[Documentation.Length..].Split('/'))
            {
                case [{ } package] when entry.EntryType == TarEntryType.SymbolicLink:
                    _links[package] = entry.LinkName;
                    break;
                case [{ } package, "copyright"] when entry.DataStream is not null:
                    using (var text = new StreamReader(entry.DataStream))
                    {
                        _licenses[package] = Parse(await text.ReadToEndAsync(cancellationToken));
                    }

                    break;
            }
        }
    }

    [GeneratedRegex(@"^License:[ \t]*(\S[^\r\n]*)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex LicenseField();

    [GeneratedRegex(@"/usr/share/common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])")]
    private static partial Regex CommonLicense();
}
