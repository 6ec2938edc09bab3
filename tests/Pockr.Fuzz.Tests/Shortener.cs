namespace Pockr.Fuzz.Tests;

/// <summary>Makes an input that breaks a promise shorter, as long as it breaks the same one.</summary>
internal static class Shortener
{
    private const int MostTries = 400;

    public static byte[] Shorten(Target target, byte[] input, Crash crash)
    {
        var tries = 0;
        for (var piece = Math.Max(input.Length / 2, 1); piece > 0 && tries < MostTries; piece /= 2)
        {
            for (var at = 0; at < input.Length && tries < MostTries; tries++)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(at + piece, input.Length))];
                if (Trial.Run(target, shorter)?.Place == crash.Place)
                {
                    input = shorter;
                }
                else
                {
                    at += piece;
                }
            }
        }

        return input;
    }
}
