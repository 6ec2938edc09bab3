using System.Buffers.Text;
using System.Text;

namespace Pockr.Machines;

/// <summary>
/// Takes the plain part of JSON: whole numbers, truths, and texts in which nothing has to be escaped. Where something else comes, nothing more
/// can be taken, and the text is the serializer's.
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
        if (_left.IsEmpty || _left[0] != mark)
        {
            return false;
        }

        _left = _left[1..];
        return true;
    }

    public string? TakeText()
    {
        if (!TryTake('"'))
        {
            return null;
        }

        var length = 0;
        while (length < _left.Length && _left[length] is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\'))
        {
            length++;
        }

        var text = Encoding.ASCII.GetString(_left[..length]);
        _left = _left[length..];
        return TryTake('"') ? text : null;
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
