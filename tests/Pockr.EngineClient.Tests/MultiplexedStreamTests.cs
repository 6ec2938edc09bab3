using System.Text;

namespace Pockr.EngineClient.Tests;

public sealed class MultiplexedStreamTests
{
    [Fact]
    public async Task ReadFrames_KeepsStreamsAndTheirOrder()
    {
        byte[] wire = [.. ScriptedEngine.Frame(1, "out"), .. ScriptedEngine.Frame(2, "err"), .. ScriptedEngine.Frame(1, "again")];

        var chunks = await ReadAsync(new MemoryStream(wire));

        Assert.Equal([(OutputSource.Stdout, "out"), (OutputSource.Stderr, "err"), (OutputSource.Stdout, "again")], chunks);
    }

    [Fact]
    public async Task ReadFrames_OneByteAtATime_AssemblesHeaders()
    {
        byte[] wire = [.. ScriptedEngine.Frame(1, "ab"), .. ScriptedEngine.Frame(2, "c")];

        var chunks = await ReadAsync(new TricklingStream(wire));

        Assert.Equal([(OutputSource.Stdout, "a"), (OutputSource.Stdout, "b"), (OutputSource.Stderr, "c")], chunks);
    }

    [Fact]
    public async Task ReadFrames_AHugeFrame_ComesInPieces()
    {
        var text = new string('x', 5_000_000);

        var chunks = await ReadAsync(new MemoryStream(ScriptedEngine.Frame(2, text)));

        Assert.Equal(text, string.Concat(chunks.Select(chunk => chunk.Text)));
        Assert.All(chunks, chunk => Assert.InRange(chunk.Text.Length, 1, 32 * 1024));
    }

    [Fact]
    public async Task ReadFrames_AnEmptyFrame_YieldsNothing()
    {
        Assert.Empty(await ReadAsync(new MemoryStream(ScriptedEngine.Frame(1, ""))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public async Task ReadFrames_CutInTheMiddle_Throws(int bytes)
    {
        var wire = ScriptedEngine.Frame(1, "hello")[..bytes];

        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(new MemoryStream(wire)));
    }

    [Fact]
    public async Task ReadFrames_OfBytesThatAreNoFrames_Throws()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(new MemoryStream("plain text of a terminal"u8.ToArray())));
    }

    [Fact]
    public async Task ReadFrames_ADaemonsErrorFrame_ThrowsItsText()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(new MemoryStream(ScriptedEngine.Frame(3, "log driver broke\n"))));

        Assert.Equal("log driver broke", failure.Message);
    }

    [Fact]
    public async Task ReadRaw_IsAllStandardOutput()
    {
        var chunks = await CollectAsync(MultiplexedStream.ReadRawAsync(
            new MemoryStream("\u0001 not a frame"u8.ToArray()), TestContext.Current.CancellationToken));

        Assert.Equal([(OutputSource.Stdout, "\u0001 not a frame")], chunks);
    }

    private static Task<List<(OutputSource Source, string Text)>> ReadAsync(Stream stream) =>
        CollectAsync(MultiplexedStream.ReadFramesAsync(stream, TestContext.Current.CancellationToken));

    private static async Task<List<(OutputSource Source, string Text)>> CollectAsync(IAsyncEnumerable<OutputChunk> chunks)
    {
        var all = new List<(OutputSource, string)>();
        await foreach (var chunk in chunks)
        {
            all.Add((chunk.Source, Encoding.UTF8.GetString(chunk.Bytes.Span)));
        }

        return all;
    }

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
