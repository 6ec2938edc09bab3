using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Images;

/// <summary>The note of which bundled images were loaded once, so that one the user has removed does not come back with the next boot.</summary>
internal sealed class LoadedImages(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "loaded-images");

    public HashSet<string> Read() => File.Exists(_path) ? [.. File.ReadAllLines(_path)] : [];

    public void Add(string file) =>
        DurableFile.Write(_path, string.Concat(Read().Append(file).Order(StringComparer.Ordinal).Select(line => $"{line}\n")));
}
