using System.Text.Json;
using Pockr.Client;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Projects;

/// <summary>A directory whose sandboxes belong together, and in which it is recorded what was run in them.</summary>
public sealed class Project
{
    /// <summary>Directory in a project that has its files.</summary>
    public const string DirectoryName = ".pockr";

    private const string SettingsName = "project.json";
    private const string SandboxesName = "sandboxes";
    private const int LongestName = 64;

    private Project(string root, ProjectSettings settings) => (Root, Settings) = (root, settings);

    /// <summary>The project's directory, an absolute path.</summary>
    public string Root { get; }

    /// <summary>Its settings.</summary>
    public ProjectSettings Settings { get; }

    /// <summary>Its name.</summary>
    public string Name => Settings.Name;

    private string Sandboxes => Path.Combine(Root, DirectoryName, SandboxesName);

    /// <summary>Makes a directory a project, or leaves one that is.</summary>
    /// <param name="directory">The directory; made if it is not there.</param>
    /// <param name="name">Its name; that of the directory if absent.</param>
    /// <exception cref="ArgumentException">That cannot be a name.</exception>
    /// <exception cref="PockrException">It is a project, and its settings cannot be read.</exception>
    public static Project Init(string directory, string? name = null)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(SettingsIn(root)))
        {
            return Load(root);
        }

        var settings = new ProjectSettings(CheckName(name ?? Path.GetFileName(root)));
        Directory.CreateDirectory(Path.Combine(root, DirectoryName));
        File.WriteAllText(Path.Combine(root, DirectoryName, ".gitignore"), $"{SandboxesName}/\n");
        WriteWhole(SettingsIn(root), JsonSerializer.SerializeToUtf8Bytes(settings, ProjectsJson.Default.ProjectSettings));
        return new Project(root, settings);
    }

    /// <summary>Finds the project that a directory is in.</summary>
    /// <param name="directory">The directory; it and those above it are looked at.</param>
    /// <returns>The project, or <see langword="null"/> if it is in none.</returns>
    /// <exception cref="PockrException">Its settings cannot be read (<see cref="SandboxProblems.ProjectUnreadable"/>).</exception>
    public static Project? Find(string directory)
    {
        for (var root = Path.GetFullPath(directory); root is not null; root = Path.GetDirectoryName(root))
        {
            if (File.Exists(SettingsIn(root)))
            {
                return Load(root);
            }
        }

        return null;
    }

    /// <summary>Finds the project that a directory is in.</summary>
    /// <param name="directory">The directory; it and those above it are looked at.</param>
    /// <exception cref="ResourceNotFoundException">It is in none (<see cref="SandboxProblems.ProjectNotFound"/>).</exception>
    public static Project Get(string directory) => Find(directory) ?? throw SandboxProblems.NoProject(Path.GetFullPath(directory));

    /// <summary>What was run in a sandbox.</summary>
    /// <param name="sandbox">Name of the sandbox, which need not be there any more.</param>
    public RunHistory HistoryOf(string sandbox)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sandbox);
        return sandbox.All(IsOfName) && IsOfBeginning(sandbox[0])
            ? new RunHistory(Path.Combine(Sandboxes, sandbox), sandbox, Settings.Logs)
            : throw SandboxProblems.NoSandbox(sandbox);
    }

    /// <summary>Names of the sandboxes in which something was run that is still on record.</summary>
    public IReadOnlyList<string> RecordedSandboxes => !Directory.Exists(Sandboxes) ? []
        : [.. Directory.EnumerateDirectories(Sandboxes).Where(RunHistory.IsIn).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    internal static void WriteWhole(string path, byte[] content)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    private static Project Load(string root)
    {
        var file = SettingsIn(root);
        try
        {
            var settings = JsonSerializer.Deserialize(File.ReadAllBytes(file), ProjectsJson.Default.ProjectSettings)
                ?? throw SandboxProblems.UnreadableProject(file, "it is empty.");
            CheckName(settings.Name);
            return settings.Logs is { MaxBytes: >= 0, MaxRuns: > 0, Days: > 0 }
                ? new Project(root, settings)
                : throw SandboxProblems.UnreadableProject(file, "its limits of logs have to be more than nothing.");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw SandboxProblems.UnreadableProject(file, failure.Message, failure);
        }
    }

    private static string CheckName(string name) => name.Length is > 0 and <= LongestName && name.All(IsOfName) && IsOfBeginning(name[0])
        ? name
        : throw new ArgumentException($"'{name}' cannot be the name of a project: use letters, digits, '.', '_' and '-', {LongestName} at most.", nameof(name));

    private static bool IsOfName(char letter) => IsOfBeginning(letter) || letter is '.' or '_' or '-';

    private static bool IsOfBeginning(char letter) => char.IsAsciiLetterOrDigit(letter);

    private static string SettingsIn(string root) => Path.Combine(root, DirectoryName, SettingsName);
}
