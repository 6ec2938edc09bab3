namespace Pockr.GuestAgent.Files;

/// <summary>Writes files so that readers see the old content or the new, also after the machine's power was cut.</summary>
internal static class DurableFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="path">The file; its directory is made if it is not there.</param>
    /// <param name="text">Its content.</param>
    /// <param name="isSecret">Whether only root may read it.</param>
    public static void Write(string path, string text, bool isSecret = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.new";
        File.Delete(temporary); // left by an agent that was killed, perhaps with another mode
        using (var file = new FileStream(temporary, Options(isSecret)))
        {
            using (var writer = new StreamWriter(file, leaveOpen: true))
            {
                writer.Write(text);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes the file be of this content, or not be there.</summary>
    /// <returns>Whether it was not so before.</returns>
    public static bool Ensure(string path, string? text, bool isSecret = false)
    {
        if (Read(path) == text)
        {
            return false;
        }

        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            Write(path, text, isSecret);
        }

        return true;
    }

    public static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static FileStreamOptions Options(bool isSecret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = isSecret ? Private : Public;
        }

        return options;
    }
}
