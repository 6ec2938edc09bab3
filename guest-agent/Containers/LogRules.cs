using System.Globalization;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>What can be asked of a log.</summary>
internal static class LogRules
{
    private static readonly string[] s_formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The time a text tells; null if there is none.</summary>
    public static DateTimeOffset? Time(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(text, s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new ProblemException(Problems.Invalid(
                $"{name} is '{text}'.", "Give a time such as '2026-01-31T12:00:00Z'; a '+' in a query is written '%2B'."));
    }

    public static void Check(LogSelection selection)
    {
        if (selection.Tail < 0)
        {
            throw new ProblemException(Problems.Invalid($"tail is {selection.Tail}.", "Use 0 or more lines, or leave it out for all."));
        }

        if (selection is { Stdout: false, Stderr: false })
        {
            throw new ProblemException(Problems.Invalid("stdout and stderr are both false.", "Leave one of them out."));
        }

        if (selection.Until < selection.Since)
        {
            throw new ProblemException(Problems.Invalid("until is before since.", "Exchange them."));
        }
    }
}
