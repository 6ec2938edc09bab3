using System.Buffers.Binary;
using System.Text;

namespace Pockr.Fuzz.Tests;

/// <summary>Makes inputs out of seeds. The same seed and number make the same input, however many were made before.</summary>
internal sealed class Mutator
{
    private const int MostChanges = 6;
    private const int LongestInput = 1 << 18;
    private const int LongestNoise = 256;
    private const int OneInNoise = 40;

    private static readonly long[] s_boundaries =
        [0, 1, -1, 7, 8, 127, 128, 255, 256, 511, 512, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 44, 1L << 62, long.MaxValue, long.MinValue];

    private static readonly string[] s_numbers =
        ["-1", "0", "1", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "79228162514264337593543950335", "1e309", "77777777777", "17777777777", "07777777777"];

    private static readonly string[] s_texts =
    [
        .. s_numbers, "NaN", "0x7f", "null", "[null]", "{}", "[]", "\"\"", "true", "..", "../../escape", "/", "//", "\0", "\r\n", "\n\n", "%00", "%2e%2e%2f", "\\", "\"", "'", ":", ",", "=", " ", "*", "[", "(", "$",
        "\u00e9", "\ud83d\ude00", "\ufeff", "\u202e", "\u001b[2J",
    ];

    private readonly Random _random;
    private readonly Target _target;

    private Mutator(Target target, Random random) => (_target, _random) = (target, random);

    public static byte[] Make(Target target, int seed, int number)
    {
        var random = new Random(HashOf(target.Name, seed, number));
        return target.Mend(new Mutator(target, random).Make());
    }

    private byte[] Make()
    {
        if (_random.Next(OneInNoise) == 0)
        {
            var noise = new byte[_random.Next(LongestNoise)];
            _random.NextBytes(noise);
            return noise;
        }

        var input = Pick(_target.Seeds);
        for (var changes = _random.Next(1, MostChanges + 1); changes > 0; changes--)
        {
            input = Change(input);
        }

        return input.Length <= LongestInput ? input : input[..LongestInput];
    }

    private byte[] Change(byte[] input) => _random.Next(12) switch
    {
        0 => Put(input, [(byte)(At(input) ^ (1 << _random.Next(8)))]),
        1 => Put(input, [(byte)_random.Next(256)]),
        2 => Put(input, Number()),
        3 => Insert(input, Bytes()),
        4 => Put(input, Bytes()),
        5 => Cut(input),
        6 => input[.._random.Next(input.Length + 1)],
        7 => Insert(input, Piece(input)),
        8 => [.. input.AsSpan(0, _random.Next(input.Length + 1)), .. Piece(Pick(_target.Seeds))],
        9 => WithOtherNumber(input),
        _ => JsonChange.TryMake(input, _random, s_texts) ?? WithOtherNumber(input),
    };

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private byte At(byte[] input) => input.Length == 0 ? (byte)0 : input[_random.Next(input.Length)];

    private byte[] Bytes() => Encoding.UTF8.GetBytes(
        _target.Tokens.Count > 0 && _random.Next(2) == 0 ? Pick(_target.Tokens) : Pick(s_texts));

    private byte[] Number()
    {
        var bytes = new byte[sizeof(long)];
        var value = Pick(s_boundaries);
        if (_random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            return bytes[..(1 << _random.Next(4))];
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[^(1 << _random.Next(4))..];
    }

    private byte[] Put(byte[] input, byte[] bytes)
    {
        var at = _random.Next(input.Length + 1);
        return [.. input.AsSpan(0, at), .. bytes, .. input.AsSpan(Math.Min(at + bytes.Length, input.Length))];
    }

    private byte[] Insert(byte[] input, byte[] bytes)
    {
        var at = _random.Next(input.Length + 1);
        return [.. input.AsSpan(0, at), .. bytes, .. input.AsSpan(at)];
    }

    private byte[] Cut(byte[] input)
    {
        var (from, to) = Range(input);
        return [.. input.AsSpan(0, from), .. input.AsSpan(to)];
    }

    private byte[] Piece(byte[] input)
    {
        var (from, to) = Range(input);
        return input[from..to];
    }

    private (int From, int To) Range(byte[] input)
    {
        var from = _random.Next(input.Length + 1);
        return (from, _random.Next(from, input.Length + 1));
    }

    /// <summary>A number that is written out, in decimal or octal digits, becomes another.</summary>
    private byte[] WithOtherNumber(byte[] input)
    {
        var from = _random.Next(input.Length + 1);
        var found = input.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (found < 0)
        {
            return Insert(input, Bytes());
        }

        var start = from + found;
        var end = start;
        while (end < input.Length && input[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        return [.. input.AsSpan(0, start), .. Encoding.ASCII.GetBytes(Pick(s_numbers)), .. input.AsSpan(end)];
    }

    // As string.GetHashCode would, were it the same in every process.
    private static int HashOf(string name, int seed, int number)
    {
        var hash = 2166136261u;
        foreach (var part in (ReadOnlySpan<uint>)[.. name, (uint)seed, (uint)number])
        {
            hash = (hash ^ part) * 16777619u;
        }

        return (int)hash;
    }
}
