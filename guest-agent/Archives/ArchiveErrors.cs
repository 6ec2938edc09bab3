using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Archives;

/// <summary>What dockerd says of an archive it was sent. The same words about a pull would be about the registry, so they are looked at only here.</summary>
internal static class ArchiveErrors
{
    private static readonly string[] s_damaged =
    [
        "unexpected EOF", "invalid tar header", "archive/tar", "gzip:", "bzip2 data invalid", "zstd", "corrupt input", "invalid checksum",
        "magic number mismatch", "exit status", "tar-split", "Error processing tar file", "invalid character", "invalid diffID",
        "docker-import-", // A file of a saved image, looked for in the directory the archive was unpacked in.
    ];

    public static async Task<T> TellAsync<T>(Func<Task<T>> talk)
    {
        try
        {
            return await talk();
        }
        catch (EngineException exception)
        {
            throw new ProblemException(From(exception));
        }
    }

    public static async IAsyncEnumerable<ProgressMessage> TellAsync(
        IAsyncEnumerable<ProgressMessage> messages, Func<EngineException, Problem> from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var message = messages.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(message, from))
        {
            yield return message.Current;
        }
    }

    public static Problem From(EngineException error)
    {
        var problem = EngineProblems.From(error);
        return problem.Code == ProblemCodes.EngineError && Array.Exists(s_damaged, part => error.Message.Contains(part, StringComparison.OrdinalIgnoreCase))
            ? Problems.InvalidArchive(error.Message)
            : problem;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<ProgressMessage> message, Func<EngineException, Problem> from)
    {
        try
        {
            return await message.MoveNextAsync();
        }
        catch (EngineException exception)
        {
            throw new ProblemException(from(exception));
        }
    }
}
