using System.Globalization;
using System.Text;

namespace Pockr.HostLauncher.Terminal;

/// <summary>Text of unknown origin, made harmless: what would move the cursor, turn the reading direction or be no character is shown as its number.</summary>
internal static class PrintableText
{
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var isCharacter = Rune.TryGetRuneAt(text, at, out var rune);
            shown.Append(isCharacter && IsPrintable(rune) ? rune.ToString() : Escape(isCharacter ? rune.Value : text[at]));
            at += isCharacter ? rune.Utf16SequenceLength : 1;
        }

        return shown.ToString();
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static string Escape(int value) => value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xff => $"\\x{value:x2}",
        _ => $"\\u{{{value:x}}}",
    };
}
