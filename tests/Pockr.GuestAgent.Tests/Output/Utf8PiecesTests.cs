using System.Text;
using Pockr.Contracts;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Tests.Output;

public sealed class Utf8PiecesTests
{
    private const string Text = "aä€😀z";

    [Fact]
    public void Add_CutAnywhere_NeverSplitsACharacter()
    {
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var pieces = new Utf8Pieces(OutputFrame.Stdout);

            OutputFrame?[] frames = [pieces.Add(bytes.AsSpan(..cut)), pieces.Add(bytes.AsSpan(cut..)), pieces.End()];

            Assert.All(frames, frame => Assert.Null(frame?.Base64));
            Assert.Equal(Text, string.Concat(frames.Select(frame => frame?.Text)));
        }
    }

    [Fact]
    public void Add_OneByteAtATime_YieldsWholeCharacters()
    {
        var pieces = new Utf8Pieces(OutputFrame.Stderr);

        var frames = Encoding.UTF8.GetBytes(Text).Select(value => pieces.Add([value])).OfType<OutputFrame>().ToList();

        Assert.Equal(["a", "ä", "€", "😀", "z"], frames.Select(frame => frame.Text));
        Assert.All(frames, frame => Assert.Equal(OutputFrame.Stderr, frame.Stream));
    }

    [Fact]
    public void Add_BytesThatAreNotUtf8_AreBase64()
    {
        byte[] bytes = [0x61, 0xff, 0x62];

        Assert.Equal(new OutputFrame(OutputFrame.Stdout, Base64: Convert.ToBase64String(bytes)), new Utf8Pieces(OutputFrame.Stdout).Add(bytes));
    }

    [Fact]
    public void End_OfACharacterThatNeverCame_IsBase64()
    {
        var pieces = new Utf8Pieces(OutputFrame.Stdout);

        Assert.Null(pieces.Add([0xe2, 0x82]));

        Assert.Equal(new OutputFrame(OutputFrame.Stdout, Base64: "4oI="), pieces.End());
        Assert.Null(pieces.End());
    }
}
