using System.Text.RegularExpressions;
using Pockr.Image.Errors;
using Pockr.Image.Packages;
using Pockr.Image.Processes;

namespace Pockr.Image.Distributions.Debian;

/// <summary>
/// apt with a state of its own, in a directory: it resolves, fetches and checks packages of another release without touching the host,
/// and without being root.
/// </summary>
internal sealed partial class AptSandbox(string directory, Architecture architecture)
{
    private string Archives => Path.Combine(directory, "archives");

    public async Task<PackageList> FetchAsync(
        IEnumerable<string> sourceLines, IReadOnlyList<string> packages, IReadOnlyList<string> replaced, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(directory, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(Archives, "partial"));
        await File.WriteAllLinesAsync(Path.Combine(directory, "sources.list"), sourceLines, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "status"), string.Concat(replaced.Select(InstalledStanza)), cancellationToken);

        await RunAsync(["update"], cancellationToken);
        await RunAsync(["install", "--yes", "--download-only", .. packages], cancellationToken);
        return await ListAsync(cancellationToken);
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync(new ToolCommand("apt-get", [.. Options(), .. arguments]), cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failures.AptFailed(result);
        }
    }

    private IEnumerable<string> Options()
    {
        string[] options =
        [
            $"Dir::Etc::SourceList={directory}/sources.list",
            "Dir::Etc::SourceParts=/dev/null",
            "Dir::Etc::Preferences=/dev/null",
            "Dir::Etc::PreferencesParts=/dev/null",
            $"Dir::State={directory}",
            $"Dir::State::Lists={directory}/lists",
            $"Dir::State::Status={directory}/status",
            $"Dir::Cache={directory}",
            $"Dir::Cache::Archives={Archives}",
            $"APT::Architecture={architecture.Debian}",
            $"APT::Architectures={architecture.Debian}",
            "APT::Install-Recommends=false",
            "APT::Update::Error-Mode=any", // half an index would make another image
            "APT::Sandbox::User=", // the directory is ours alone: the user _apt could not write to it
            "Debug::NoLocking=true",
            "Dpkg::Use-Pty=false",
        ];
        return options.SelectMany(option => new[] { "-o", option });
    }

    // A version no dependency can ask for more than.
    private string InstalledStanza(string package) =>
        $"""
        Package: {package}
        Status: install ok installed
        Architecture: {architecture.Debian}
        Multi-Arch: foreign
        Version: 999:0
        Maintainer: none
        Description: replaced by the image's own boot files


        """;

    private async Task<PackageList> ListAsync(CancellationToken cancellationToken)
    {
        var packages = new List<PackageFile>();
        foreach (var path in Directory.EnumerateFiles(Archives, "*.deb").Order(StringComparer.Ordinal))
        {
            // apt names files NAME_VERSION_ARCHITECTURE.deb, with what a file system may not like as %xx.
            var name = FileNameOf().Match(Path.GetFileName(path));
            var digest = await Digests.OfFileAsync(path, cancellationToken);
            packages.Add(new PackageFile(name.Groups[1].Value, Uri.UnescapeDataString(name.Groups[2].Value), Path.GetFileName(path), digest));
        }

        return new PackageList(Archives, packages);
    }

    [GeneratedRegex("^([^_]+)_([^_]+)_[^_]+\\.deb$")]
    private static partial Regex FileNameOf();
}
