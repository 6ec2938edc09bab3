namespace Pockr.HostLauncher;

/// <summary>Finds the word that was meant.</summary>
internal static class Spelling
{
    private const int LettersForAnError = 3;

    /// <returns>The word that is fewest changes away, with two letters exchanged as one; nothing if all are too many.</returns>
    public static string? FindNear(string word, IEnumerable<string> words)
    {
        var near = words
            .Select(candidate => (Word: candidate, Distance: DistanceOf(word, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / LettersForAnError) && candidate.Distance < candidate.Word.Length)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .FirstOrDefault();
        return near.Word;
    }

    // Optimal string alignment: inserted, left out, replaced, exchanged with its neighbour.
    private static int DistanceOf(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0 ? i + j : StepTo(distances, from, to, i, j);
            }
        }

        return distances[from.Length, to.Length];
    }

    private static int StepTo(int[,] distances, string from, string to, int i, int j)
    {
        var replaced = distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
        var step = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
        var isExchanged = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
        return isExchanged ? Math.Min(step, distances[i - 2, j - 2] + 1) : step;
    }
}
