namespace Pockr.Fuzz.Tests;

/// <summary>A directory for one input, gone with all that came of it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("pockr-fuzz-").FullName;

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <exception cref="EscapeException">Something has come to lie beside the directory that input was to go to.</exception>
    public void EnsureOnly(params IReadOnlyCollection<string> names)
    {
        if (System.IO.Directory.EnumerateFileSystemEntries(Directory).Select(Path.GetFileName).Except(names).FirstOrDefault() is { } stranger)
        {
            throw new EscapeException(stranger);
        }
    }

    public void Dispose()
    {
        // What was unpacked may have directories that not even their owner may write to.
        foreach (var directory in new DirectoryInfo(Directory).EnumerateDirectories("*", SearchOption.AllDirectories).Where(directory => directory.LinkTarget is null))
        {
            directory.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}

/// <summary>Input has written where it was not to.</summary>
internal sealed class EscapeException(string path) : Exception($"'{path}' was written outside the destination.");
