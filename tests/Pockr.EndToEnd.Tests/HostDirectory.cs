namespace Pockr.EndToEnd.Tests;

/// <summary>A directory of the host for one test.</summary>
internal sealed class HostDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pockr-files-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
