namespace Pockr.GuestAgent.Images;

/// <summary>The note of which bundled images were loaded once, so that one the user has removed does not come back with the next boot.</summary>
internal sealed class LoadedImages(string stateDirectory)
{
    private readonly string _path = Path.Combine(stateDirectory, "loaded-images");

    public HashSet<string> Read() => File.Exists(_path) ? [.. File.ReadAllLines(_path)] : [];

    public void Add(string file)
    {
        Directory.CreateDirectory(stateDirectory);
        var temporary = $"{_path}.new";
        using (var note = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            using (var text = new StreamWriter(note, leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in Read().Append(file).Order(StringComparer.Ordinal))
                {
                    text.WriteLine(line);
                }
            }

            note.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }
}
