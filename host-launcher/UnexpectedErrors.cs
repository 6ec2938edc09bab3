using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher;

/// <summary>Bugs: what should not happen is kept with its stack in the log, for whoever mends it.</summary>
internal sealed class UnexpectedErrors(PockrHome home)
{
    /// <summary>A bug, unless it comes of a home that cannot be written to: then neither can this.</summary>
    /// <returns>What the user is to be told.</returns>
    public LauncherException Keep(Exception exception)
    {
        var summary = exception.Message.ReplaceLineEndings(" ");
        try
        {
            PrivateDirectory.Create(home.Directory);
            File.AppendAllText(home.Log, $"{DateTimeOffset.UtcNow:O} {exception}\n");
            return new LauncherException($"This should not have happened: {summary}", $"See {home.Log}, and report what is in it.", cause: exception);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return Failures.HomeUnwritable(home.Directory, summary);
        }
    }
}
