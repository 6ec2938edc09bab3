using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers.Values;

/// <summary>Reads files of <c>NAME=value</c> and <c>NAME</c>, a line each; empty lines and those that begin with <c>#</c> are left out.</summary>
internal static class EnvironmentFile
{
    public static IEnumerable<string> Read(string path)
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => line.TrimStart()).Where(line => line.Length > 0 && line[0] != '#')];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failures.Usage($"'--env-file {path}' cannot be read: {exception.Message}", "Give the path of a file with NAME=value on each line.");
        }
    }
}
