using System.Text;
using System.Text.RegularExpressions;
using Pockr.Image.Errors;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>
/// A root directory with a package database of its own, in which apk resolves and installs without touching the host, without a network
/// and without running a script.
/// </summary>
/// <param name="apk">The program.</param>
/// <param name="directory">The root.</param>
/// <param name="replaced">Packages that count as installed.</param>
internal sealed partial class ApkRoot(ApkTool apk, string directory, IReadOnlyList<string> replaced)
{
    /// <summary>Stands in the database for what the image's own boot files do.</summary>
    private const string ReplacedBy = ".pockr";

    // Where it has been in one release or another.
    private static readonly string[] s_databases = ["lib/apk/db", "usr/lib/apk/db"];

    public string Database => s_databases.Select(path => Path.Combine(directory, path)).First(Directory.Exists);

    public string Settings => Path.Combine(directory, "etc/apk");

    /// <param name="keys">Whose packages may be installed.</param>
    /// <param name="repositories">Directories to resolve from.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    public async Task PrepareAsync(PinnedKeys keys, IEnumerable<string> repositories, CancellationToken cancellationToken)
    {
        // As root, apk mounts proc where there is a directory for it, and a build that is killed would leave the mount.
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "proc"), "", cancellationToken);
        await RunAsync(["--initdb"], cancellationToken);
        keys.Write(Path.Combine(Settings, "keys"));
        File.WriteAllText(Path.Combine(Settings, "arch"), $"{Architecture.X64}\n");
        File.WriteAllText(Path.Combine(Database, "installed"), InstalledStanza());
        Describe([], repositories);
    }

    /// <summary>Names and versions of the packages and all they depend on, which <see cref="PrepareAsync"/>'s repositories are to have.</summary>
    public async Task<IReadOnlyList<(string Name, string Version)>> ResolveAsync(IEnumerable<string> packages, CancellationToken cancellationToken)
    {
        var output = await RunAsync(["--simulate", .. packages], cancellationToken);
        return [.. Installing().Matches(output).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    /// <summary>Installs package files; apk verifies them once more.</summary>
    public Task InstallAsync(IEnumerable<string> files, CancellationToken cancellationToken) => RunAsync(["--no-scripts", .. files], cancellationToken);

    /// <summary>Has the settings tell which packages were asked for (apk itself notes the very files) and where there are more.</summary>
    public void Describe(IEnumerable<string> packages, IEnumerable<string> repositories)
    {
        File.WriteAllText(Path.Combine(Settings, "world"), Lines(packages.Append(ReplacedBy).Order(StringComparer.Ordinal)));
        File.WriteAllText(Path.Combine(Settings, "repositories"), Lines(repositories));
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    private async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // Owners are set when the disk is made; an ordinary user could not set them here.
        string[] owners = Environment.IsPrivilegedProcess ? [] : ["--no-chown"];
        var result = await apk.RunAsync(["--root", directory, "add", .. owners, .. arguments], cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw Failures.ApkFailed(result);
    }

    // A version no dependency can ask for more than.
    private string InstalledStanza()
    {
        var provides = string.Join(' ', replaced.Select(name => $"{name}=999"));
        return $"""
            C:{ApkChecksum.Of(Encoding.UTF8.GetBytes(provides))}
            P:{ReplacedBy}
            V:1
            A:noarch
            S:0
            I:0
            T:replaced by the image's own boot files
            L:MIT
            p:{provides}


            """;
    }

    [GeneratedRegex(@"^\( *\d+/\d+\) Installing (\S+) \((\S+)\)", RegexOptions.Multiline)]
    private static partial Regex Installing();
}
