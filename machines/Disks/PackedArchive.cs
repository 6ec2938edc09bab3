using System.Text.Json;
using Pockr.Machines.Archives;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>
/// Reads the file an exported machine is in, from anywhere and by anyone: what is in it is said before the first of its files, and only that is
/// taken.
/// </summary>
internal sealed class PackedArchive(Stream stream, string source) : IAsyncDisposable
{
    private const int LongestDescription = 1 << 16;

    private readonly PlainArchive _archive = new(stream, (finding, cause) => Failures.PackedMachineUnusable(source, finding, cause));

    public async Task<PackedMachine> ReadDescriptionAsync(CancellationToken cancellationToken)
    {
        var entry = await _archive.NextAsync(cancellationToken);
        if (entry is not { Name: PackedMachine.FileName, Length: <= LongestDescription, DataStream: not null })
        {
            throw Refuse($"its first file is not a {PackedMachine.FileName}.");
        }

        PackedMachine packed;
        try
        {
            packed = JsonSerializer.Deserialize(
                await _archive.ReadAsync(entry, LongestDescription, cancellationToken), MachineJson.Default.PackedMachine)
                ?? throw Refuse($"its {PackedMachine.FileName} is empty.");
        }
        catch (JsonException exception)
        {
            throw Refuse($"its {PackedMachine.FileName} cannot be read: {exception.Message}", exception);
        }

        var findings = packed.Validate().ToList();
        return findings.Count == 0 ? packed : throw Refuse(string.Join(' ', findings));
    }

    /// <summary>Writes the files that are wanted into a directory.</summary>
    public async Task ExtractAsync(PackedMachine packed, Func<string, bool> isWanted, string directory, CancellationToken cancellationToken)
    {
        var missing = packed.Files.ToDictionary(file => file.Name);
        while (await _archive.NextAsync(cancellationToken) is { } entry)
        {
            if (!missing.Remove(entry.Name, out var expected) || entry.Length != expected.Bytes)
            {
                throw Refuse($"it has '{entry.Name}' with {entry.Length} bytes, which {PackedMachine.FileName} does not list, or has twice.");
            }

            if (isWanted(entry.Name))
            {
                await _archive.ExtractAsync(entry, expected, Path.Combine(directory, entry.Name), cancellationToken);
            }
        }

        if (missing.Count > 0)
        {
            throw Refuse($"{string.Join(", ", missing.Keys)} is missing.");
        }
    }

    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private LauncherException Refuse(string finding, Exception? cause = null) => Failures.PackedMachineUnusable(source, finding, cause);
}
