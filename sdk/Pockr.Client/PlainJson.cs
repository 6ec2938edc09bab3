using System.Buffers.Text;
using System.Text;

namespace Pockr.Client;

/// <summary>
/// Takes the plain part of JSON: whole numbers, truths, and texts of ASCII, escaped or not. Where something else comes, nothing more can be taken,
/// and the text is the serializer's.
/// </summary>
internal ref struct PlainJson(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _left = text;

    public bool IsAtEnd
    {
        get
        {
            PassOverSpace();
            return _left.IsEmpty;
        }
    }

    public bool TryTake(char mark)
    {
        PassOverSpace();
        return TryTakeNow(mark);
    }

    public string? TakeText()
    {
        if (!TryTake('"'))
        {
            return null;
        }

        var text = TakePlainPart();
        return TryTakeNow('"') ? text : TakeRest(new StringBuilder(text));
    }

    public long? TakeNumber()
    {
        PassOverSpace();
        if (_left is [] or [(byte)'+', ..] or [(byte)'-', (byte)'0', ..] or [(byte)'0', >= (byte)'0' and <= (byte)'9', ..]
            || !Utf8Parser.TryParse(_left, out long number, out var length))
        {
            return null;
        }

        _left = _left[length..];
        return number;
    }

    public bool? TakeTruth() => TryTakeWord("true"u8) ? true : TryTakeWord("false"u8) ? false : null;

    public List<string>? TakeTexts()
    {
        List<string> texts = [];
        if (!TryTake('['))
        {
            return null;
        }

        if (TryTake(']'))
        {
            return texts;
        }

        do
        {
            if (TakeText() is not { } text)
            {
                return null;
            }

            texts.Add(text);
        }
        while (TryTake(','));
        return TryTake(']') ? texts : null;
    }

    private string? TakeRest(StringBuilder text)
    {
        while (TryTakeNow('\\'))
        {
            if (TakeEscaped() is not { } character)
            {
                return null;
            }

            text.Append(character).Append(TakePlainPart());
        }

        return TryTakeNow('"') ? text.ToString() : null;
    }

    private string TakePlainPart()
    {
        var length = 0;
        while (length < _left.Length && _left[length] is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\'))
        {
            length++;
        }

        var text = Encoding.ASCII.GetString(_left[..length]);
        _left = _left[length..];
        return text;
    }

    private char? TakeEscaped()
    {
        if (_left.IsEmpty)
        {
            return null;
        }

        var letter = _left[0];
        _left = _left[1..];
        return letter switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'u' => TakeNumberedCharacter(),
            _ => null,
        };
    }

    // Halves of characters that take two are not looked at here, whether they are whole.
    private char? TakeNumberedCharacter()
    {
        if (_left.Length < 4 || !Utf8Parser.TryParse(_left[..4], out ushort character, out var length, 'x') || length < 4 || char.IsSurrogate((char)character))
        {
            return null;
        }

        _left = _left[4..];
        return (char)character;
    }

    private bool TryTakeNow(char mark)
    {
        if (_left.IsEmpty || _left[0] != mark)
        {
            return false;
        }

        _left = _left[1..];
        return true;
    }

    private bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        PassOverSpace();
        if (!_left.StartsWith(word))
        {
            return false;
        }

        _left = _left[word.Length..];
        return true;
    }

    private void PassOverSpace()
    {
        while (!_left.IsEmpty && _left[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _left = _left[1..];
        }
    }
}
