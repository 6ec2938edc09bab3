namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>
/// A line without any option that has to be looked up: it means no more than it says, whatever reads it, and it is what programs send by the
/// thousand. To make the parser ready takes as long as all else that it needs of this program.
/// </summary>
internal interface IPlainLine
{
    static IPlainLine? TryRead(string[] line) => (IPlainLine?)PlainExec.TryRead(line) ?? PlainRun.TryRead(line);

    /// <returns>Whether it is a name: what begins with <c>-</c> is an option, the end of them, or an error to be told.</returns>
    static bool IsPlain(string word) => word.Length > 0 && word[0] != '-';

    /// <returns>The exit code of the command in the container.</returns>
    Task<int> RunAsync(Composition composition, CancellationToken cancellationToken);
}
