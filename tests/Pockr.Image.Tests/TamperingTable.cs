using System.Collections.Concurrent;

namespace Pockr.Image.Tests;

/// <summary>Gathers what each case was answered with, for <c>artifacts/test-results/tampering.md</c>.</summary>
public sealed class TamperingTable : IDisposable
{
    private readonly ConcurrentBag<string> _rows = [];

    public void Add(string @case, string error, int exitCode) =>
        _rows.Add($"| {@case} | {error.TrimEnd().Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal)} | {exitCode} |");

    public void Dispose()
    {
        if (!_rows.IsEmpty)
        {
            var directory = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts/test-results")).FullName;
            File.WriteAllLines(
                Path.Combine(directory, "tampering.md"), [.. _rows.Order(StringComparer.Ordinal).Prepend("|---|---|---|").Prepend("| Case | Error text | Exit code |")]);
        }
    }
}
