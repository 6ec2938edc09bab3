using System.Text;
using Pockr.GuestAgent.Sessions;

namespace Pockr.GuestAgent.Tests.Sessions;

public sealed class MarkerReaderTests
{
    private const string Half = "0a0b";
    private const string OtherHalf = "0a0c";

    private static readonly byte[] s_marker = Encoding.ASCII.GetBytes(Half + OtherHalf);

    private readonly List<byte> _within = [];
    private readonly List<byte> _around = [];

    [Fact]
    public void Add_TellsTheCommandsOutputFromTheRest_WhateverTheyAreAndWhereverTheyAreCut()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var (before, within, after) = (Noise(random), Noise(random), Noise(random));
            var status = random.Next(256);
            byte[] stream = [.. before, .. s_marker, .. " \n"u8, .. within, .. s_marker, .. Encoding.ASCII.GetBytes($" {status}\n"), .. after];
            _within.Clear();
            _around.Clear();
            var reader = NewReader();

            foreach (var piece in Cut(stream, random))
            {
                reader.Add(piece);
            }

            Assert.True(reader.IsComplete, $"seed {seed}");
            Assert.Equal(status, reader.Number);
            Assert.Equal(within, _within);
            Assert.Equal([.. before, .. after], _around);
        }
    }

    [Fact]
    public void End_BeforeTheSecondMarker_LosesNothing()
    {
        var reader = NewReader();
        byte[] output = [.. "text"u8, .. s_marker[..^1]];

        reader.Add([.. s_marker, .. " \n"u8, .. output]);
        Assert.Equal("text"u8, _within.ToArray());
        reader.End();

        Assert.False(reader.IsComplete);
        Assert.Equal(output, _within);
    }

    [Fact]
    public void Add_ATextThatIsNoMarker_IsPassedOnAtOnce()
    {
        NewReader().Add("0b0a"u8);

        Assert.Equal("0b"u8, _around.ToArray());
    }

    private MarkerReader NewReader() => new(s_marker, bytes => _within.AddRange(bytes), bytes => _around.AddRange(bytes));

    // Made of what is most like a marker, and of anything.
    private static byte[] Noise(Random random)
    {
        var noise = new List<byte>();
        for (var parts = random.Next(6); parts > 0; parts--)
        {
            noise.AddRange(random.Next(4) switch
            {
                0 => Encoding.ASCII.GetBytes(Half),
                1 => Encoding.ASCII.GetBytes(OtherHalf + "\n"),
                2 => s_marker[..random.Next(s_marker.Length)],
                _ => RandomBytes(random),
            });
        }

        return noise.ToArray().AsSpan().IndexOf(s_marker) < 0 ? [.. noise, 0] : [];
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(20)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, Random random)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 1 + (1 << random.Next(7))), bytes.Length - start);
            yield return bytes[start..(start + length)];
            start += length;
        }
    }
}
