using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>An archive that a command reads: a file, or standard input.</summary>
internal static class InputArchive
{
    /// <param name="place">Where standard input is.</param>
    /// <param name="file">A path, or <c>-</c>.</param>
    /// <param name="command">As the user types it.</param>
    public static Stream Open(CommandPlace place, string file, string command)
    {
        if (file != CommandPlace.StandardStream)
        {
            return OpenFile(file);
        }

        var input = place.Input();
        return input.IsTerminal ? throw CommandFailures.InputIsTerminal(command) : input.Stream;
    }

    public static FileStream OpenFile(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(file, failure.Message, failure);
        }
    }
}
