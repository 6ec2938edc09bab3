using System.Security.Cryptography;
using System.Text;

namespace Pockr.GuestAgent.Sessions;

/// <summary>What a shell is given to read so that the output of a command can be found in its own. Any POSIX shell understands it.</summary>
internal static class SessionScript
{
    private const int HalfMarkerDigits = 32;

    /// <summary>
    /// The outputs get numbers that no redirection of a command touches. An interrupted shell gives up the whole command, not only the
    /// program that runs just then: a parameter that is not set is an error that 'command' below catches, and a loop does not.
    /// </summary>
    public static byte[] Prologue { get; } =
        """
        exec 8>&1 9>&2
        trap ': "${__interrupted?interrupted}"' INT

        """u8.ToArray();

    public static string NewHalfMarker() => RandomNumberGenerator.GetHexString(HalfMarkerDigits, lowercase: true);

    /// <summary>
    /// The marker is put together by the shell, so that no echo of these lines has it. 'command' keeps an error of syntax in the eval from
    /// ending the shell; the empty line brings bash back to order after one. What 'set -x' says about these lines is nobody's output.
    /// </summary>
    public static byte[] Run(string command, string half, string otherHalf) => Encoding.UTF8.GetBytes(
        $$"""
        { {{Mark(half, otherHalf, "", 8)}}; {{Mark(half, otherHalf, "", 9)}}; } 2>/dev/null
        { \command eval {{Quote(command)}} </dev/null >&8 2>&9 8>&- 9>&-; } 2>/dev/null

        { {{Mark(half, otherHalf, "$?", 8)}}; {{Mark(half, otherHalf, "$?", 9)}}; } 2>/dev/null

        """);

    private static string Mark(string half, string otherHalf, string text, int output) =>
        $"\\command printf '%s%s %s\\n' {half} {otherHalf} \"{text}\" >&{output}";

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
