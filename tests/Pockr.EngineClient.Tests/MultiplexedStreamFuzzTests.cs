using System.Buffers.Binary;

namespace Pockr.EngineClient.Tests;

/// <summary>Streams that no dockerd sends, and those it does in every way they can be cut. A failure names its seed.</summary>
public sealed class MultiplexedStreamFuzzTests
{
    private const int Rounds = 400;
    private const int HeaderBytes = 8;
    private const int FairAllocation = 128 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Frames_ComeWhole_HoweverTheyAreSplit()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var expected = new List<(OutputSource Source, byte Value)>();
            using var wire = new MemoryStream();
            for (var frames = random.Next(20); frames > 0; frames--)
            {
                var payload = new byte[random.Next(3) == 0 ? 0 : random.Next(1, 70_000 >> random.Next(16))];
                random.NextBytes(payload);
                var stream = (byte)random.Next(3);
                wire.Write(Header(stream, (uint)payload.Length));
                wire.Write(payload);
                expected.AddRange(payload.Select(value => (stream == 2 ? OutputSource.Stderr : OutputSource.Stdout, value)));
            }

            var (read, failure) = await ReadAsync(new SplitStream(wire.ToArray(), random));

            Assert.True(failure is null, $"seed {seed}: {failure}");
            Assert.True(expected.SequenceEqual(read), $"seed {seed}");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AFrameThatIsCut_GivesWhatCame_AndTheEndAsFailure()
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var payload = new byte[random.Next(1, 100)];
            var cut = random.Next(1, HeaderBytes + payload.Length);
            byte[] wire = [.. Header(1, (uint)payload.Length), .. payload];

            var (read, failure) = await ReadAsync(new SplitStream(wire[..cut], random));

            Assert.True(failure is EndOfStreamException, $"seed {seed}: {failure}");
            Assert.True(read.Count == Math.Max(0, cut - HeaderBytes), $"seed {seed}");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task AnyBytes_EndInOneOfTheKnownWays_WithoutTheMemoryTheyName()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var wire = new byte[random.Next(200)];
            random.NextBytes(wire);
            if (random.Next(2) == 0)
            {
                // As far as a header is looked at, it is one.
                wire = [.. Header((byte)random.Next(5), uint.MaxValue - (uint)random.Next(10)), .. wire];
            }

            var (_, failure) = await ReadAsync(new MemoryStream(wire));

            Assert.True(failure is null or EndOfStreamException or InvalidDataException or EngineException, $"seed {seed}: {failure}");
        }

        // Nothing above waits, so all of it was on this thread.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds, 0, FairAllocation);
    }

    private static byte[] Header(byte stream, uint length)
    {
        var header = new byte[HeaderBytes];
        header[0] = stream;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), length);
        return header;
    }

    private static async Task<(List<(OutputSource Source, byte Value)> Read, Exception? Failure)> ReadAsync(Stream stream)
    {
        var read = new List<(OutputSource, byte)>();
        try
        {
            await foreach (var chunk in MultiplexedStream.ReadFramesAsync(stream, Cancellation))
            {
                foreach (var value in chunk.Bytes.Span)
                {
                    read.Add((chunk.Source, value));
                }
            }

            return (read, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (read, exception);
        }
    }

    /// <summary>Gives as much at a time as chance has it.</summary>
    private sealed class SplitStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 1 << random.Next(1, 17)))], cancellationToken);
    }
}
