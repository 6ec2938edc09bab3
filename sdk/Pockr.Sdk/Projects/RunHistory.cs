using System.Globalization;
using System.Text.Json;
using Pockr.Client;
using Pockr.Sdk.Sandboxes;

namespace Pockr.Sdk.Projects;

/// <summary>
/// What was run in a sandbox: of each run a file that tells of it and one with its output. No file is written by two programs, so that any number of
/// them may run at once, and each may be killed.
/// </summary>
public sealed class RunHistory
{
    private const string RecordExtension = ".json";

    private readonly string _directory;
    private readonly string _sandbox;
    private readonly LogSettings _settings;

    internal RunHistory(string directory, string sandbox, LogSettings settings) => (_directory, _sandbox, _settings) = (directory, sandbox, settings);

    /// <summary>Begins to record a run, and lets go of those that are too old or too many.</summary>
    /// <param name="type">One of the types of <see cref="RunRecord"/>.</param>
    /// <param name="command">Command and arguments.</param>
    /// <returns>Takes its output and its end; <see langword="null"/> if the project keeps nothing.</returns>
    /// <exception cref="IOException">The project's directory cannot be written to.</exception>
    public RunLog? Begin(string type, IReadOnlyList<string> command)
    {
        if (!_settings.Enabled)
        {
            return null;
        }

        Directory.CreateDirectory(_directory);
        var startedAt = DateTimeOffset.UtcNow;
        LetGo(Outdated(startedAt).Union(Surplus()));
        var time = startedAt.ToString("yyyyMMdd'T'HHmmss'.'fffffff'Z'", CultureInfo.InvariantCulture);
        var id = $"{time}-{Guid.NewGuid().ToString("N")[..6]}";
        return new RunLog(RecordOf(id), LogOf(id), new RunRecord(id, type, _sandbox, command, startedAt), _settings.MaxBytes);
    }

    /// <summary>Reads what is on record, the newest first.</summary>
    /// <param name="type">Only those of this type; all if <see langword="null"/>.</param>
    public IEnumerable<RunRecord> Read(string? type = null) =>
        Ids().Select(TryRead).OfType<RunRecord>().Where(record => type is null || record.Type == type);

    /// <summary>Opens what a run has written.</summary>
    /// <param name="id">The run; the newest that has written if <see langword="null"/>.</param>
    /// <exception cref="ResourceNotFoundException">There is none (<see cref="SandboxProblems.RunNotFound"/>).</exception>
    public FileStream OpenLog(string? id = null)
    {
        var found = Ids().FirstOrDefault(one => (id is null || one == id) && File.Exists(LogOf(one))) ?? throw SandboxProblems.NoRun(_sandbox, id);
        return new FileStream(LogOf(found), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Whether there is one in a directory; one that was let go of leaves an empty one behind.</summary>
    internal static bool IsIn(string directory) => Directory.EnumerateFiles(directory, $"*{RecordExtension}").Any();

    /// <summary>Whether something is on record for longer than the project keeps it.</summary>
    internal bool HasOutdated => Outdated(DateTimeOffset.UtcNow).Any();

    /// <summary>Lets go of that.</summary>
    internal void LetGoOfOutdated() => LetGo(Outdated(DateTimeOffset.UtcNow));

    private string RecordOf(string id) => Path.Combine(_directory, id + RecordExtension);

    private string LogOf(string id) => Path.Combine(_directory, $"{id}.log");

    // Names begin with the time: their order is that of the runs.
    private IEnumerable<string> Ids() => !Directory.Exists(_directory) ? []
        : Directory.EnumerateFiles(_directory, $"*{RecordExtension}").Select(file => Path.GetFileNameWithoutExtension(file)).OrderDescending(StringComparer.Ordinal);

    // A file that went away meanwhile, or that somebody wrote into, is no record; the others are.
    private RunRecord? TryRead(string id)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(RecordOf(id)), ProjectsJson.Default.RunRecord);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private IEnumerable<string> Outdated(DateTimeOffset now)
    {
        var oldest = now.AddDays(-_settings.Days).UtcDateTime;
        return Ids().Where(id => File.GetLastWriteTimeUtc(RecordOf(id)) < oldest);
    }

    private IEnumerable<string> Surplus() => Ids().Skip(_settings.MaxRuns - 1); // and the one that begins

    private void LetGo(IEnumerable<string> ids)
    {
        foreach (var id in ids.ToList())
        {
            File.Delete(LogOf(id));
            File.Delete(RecordOf(id));
        }
    }
}
