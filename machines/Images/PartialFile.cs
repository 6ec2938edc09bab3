using System.Net.Http.Headers;
using System.Text;

namespace Pockr.Machines.Images;

/// <summary>
/// What has come of a file that is being downloaded, and what the server calls the file it is of. It is open for one process alone, and
/// outlives it.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Extension = ".part";
    private const string NoteExtension = ".etag";

    private readonly string _stem;

    private PartialFile(string stem, FileStream content)
    {
        _stem = stem;
        Content = content;
        Validator = File.Exists(Note) && RangeConditionHeaderValue.TryParse(File.ReadAllText(Note), out var validator) ? validator : null;
    }

    /// <summary>As far as it has come.</summary>
    public FileStream Content { get; }

    /// <summary>What tells that the server still has the same file; without it, there is no going on.</summary>
    public RangeConditionHeaderValue? Validator { get; private set; }

    private string Note => _stem + NoteExtension;

    /// <summary>Those there are, each as <see cref="TryOpen"/> takes it.</summary>
    public static IEnumerable<string> Find(string directory, string prefix) =>
        Directory.EnumerateFiles(directory, $"{prefix}*{Extension}").Select(path => path[..^Extension.Length]);

    /// <param name="stem">Its path, without an extension.</param>
    /// <returns>Nothing if another process has it open.</returns>
    public static PartialFile? TryOpen(string stem)
    {
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            return new PartialFile(stem, new FileStream(stem + Extension, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(stem + Extension))
        {
            return null;
        }
    }

    /// <summary>Begins anew: what there was is of another file.</summary>
    public void Begin(RangeConditionHeaderValue? validator)
    {
        // In this order, or what a killed process leaves could be taken for the beginning of the new one.
        Content.SetLength(0);
        Validator = validator;
        if (validator is null)
        {
            File.Delete(Note);
        }
        else
        {
            AtomicFile.Write(Note, Encoding.UTF8.GetBytes(validator.ToString()));
        }
    }

    public void Remove()
    {
        File.Delete(_stem + Extension);
        File.Delete(Note);
    }

    /// <summary>Lets go of it. If nothing has come, there is nothing to go on with.</summary>
    public void Dispose()
    {
        if (Content.Length == 0)
        {
            Remove();
        }

        Content.Dispose();
    }
}
