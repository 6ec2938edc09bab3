using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>What a machine has promised to keep: files of a volume, each with the digest of what was in it when the command that wrote it had succeeded.</summary>
internal sealed class Ledger(PockrCli cli)
{
    public const string Volume = "soak-kept";

    private const int FileBytes = 256 * 1024;

    private readonly ConcurrentDictionary<string, string> _digests = new(StringComparer.Ordinal);

    public int Count => _digests.Count;

    /// <summary>Writes a file; it counts once the command has said that it is on the disk.</summary>
    public async Task<CommandResult> WriteAsync(string name)
    {
        var content = RandomNumberGenerator.GetBytes(FileBytes);
        var written = await SoakCommand.RunAsync(
            cli, content, "run", "--rm", "-i", "-v", $"{Volume}:/kept", "busybox", "sh", "-c", $"cat >/kept/{name} && sync");
        if (written.ExitCode == 0)
        {
            _digests[name] = Convert.ToHexStringLower(SHA256.HashData(content));
        }

        return written;
    }

    /// <returns>The names of files that are not as they were promised to be.</returns>
    public async Task<IReadOnlyList<string>> FindLostAsync()
    {
        var sums = await cli.MustAsync("run", "--rm", "-v", $"{Volume}:/kept", "busybox", "sh", "-c", "cd /kept && sha256sum * 2>/dev/null; :");
        var there = sums.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", 2)).ToDictionary(sum => sum[1], sum => sum[0]);
        return [.. _digests.Where(promise => there.GetValueOrDefault(promise.Key) != promise.Value).Select(promise => promise.Key).Order(StringComparer.Ordinal)];
    }
}
