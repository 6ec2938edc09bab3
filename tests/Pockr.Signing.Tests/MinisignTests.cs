using System.Text;

namespace Pockr.Signing.Tests;

public sealed class MinisignTests
{
    private static readonly byte[] s_content = Encoding.UTF8.GetBytes("what is signed\n");

    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Generate();

    [Fact]
    public void Files_AreReadAsTheyWereWritten()
    {
        var key = MinisignSecretKey.Parse(s_key.ToFile());
        var signature = MinisignSignature.Parse(key.Sign(s_content, "a comment: with a colon").ToFile());

        MinisignPublicKey.Parse(s_key.PublicKey.ToFile()).Verify(s_content, signature);
        MinisignPublicKey.Parse(s_key.PublicKey.Line).Verify(s_content, signature);
        Assert.Equal("a comment: with a colon", signature.Comment);
    }

    [Fact]
    public void Sign_GivesTheSameForTheSame()
    {
        Assert.Equal(s_key.Sign(s_content, "a").ToFile(), s_key.Sign(s_content, "a").ToFile());
    }

    [Fact]
    public void Verify_OfOtherContent_IsRefused()
    {
        var failure = Assert.Throws<SignatureException>(() => s_key.PublicKey.Verify([.. s_content, 0], s_key.Sign(s_content, "")));

        Assert.Equal("the signature does not fit the content", failure.Message);
    }

    [Fact]
    public void Verify_OfAChangedComment_IsRefused()
    {
        var file = s_key.Sign(s_content, "version 1").ToFile().Replace("version 1", "version 2", StringComparison.Ordinal);

        var failure = Assert.Throws<SignatureException>(() => s_key.PublicKey.Verify(s_content, MinisignSignature.Parse(file)));

        Assert.Equal("the signature's comment has been changed", failure.Message);
    }

    [Fact]
    public void Verify_WithAnotherKey_NamesBoth()
    {
        var other = MinisignSecretKey.Generate().PublicKey;

        var failure = Assert.Throws<SignatureException>(() => other.Verify(s_content, s_key.Sign(s_content, "")));

        Assert.Equal($"it is signed with the key {s_key.PublicKey.Id}, not with {other.Id}", failure.Message);
    }

    [Fact]
    public void Verify_WithAKeyThatOnlyBearsTheNumber_IsRefused()
    {
        var bytes = Convert.FromBase64String(MinisignSecretKey.Generate().PublicKey.Line);
        Convert.FromBase64String(s_key.PublicKey.Line).AsSpan(2, 8).CopyTo(bytes.AsSpan(2));
        var impostor = MinisignPublicKey.Parse(Convert.ToBase64String(bytes));

        Assert.Equal(s_key.PublicKey.Id, impostor.Id);
        Assert.Throws<SignatureException>(() => impostor.Verify(s_content, s_key.Sign(s_content, "")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RWQ=")]
    [InlineData("not Base64 at all")]
    [InlineData("a comment\nof no known form\n")]
    [InlineData("untrusted comment: x\nRWQ=\nand more\n")]
    public void Parse_OfWhatIsNoKeyOrSignature_IsRefused(string text)
    {
        Assert.Throws<SignatureException>(() => MinisignPublicKey.Parse(text));
        Assert.Throws<SignatureException>(() => MinisignSecretKey.Parse(text));
        Assert.Throws<SignatureException>(() => MinisignSignature.Parse(text));
    }

    [Fact]
    public void Parse_OfASecretKeyThatWasDamaged_IsRefused()
    {
        var lines = s_key.ToFile().Split('\n');
        var bytes = Convert.FromBase64String(lines[1]);
        bytes[70] ^= 1;

        var failure = Assert.Throws<SignatureException>(() => MinisignSecretKey.Parse($"{lines[0]}\n{Convert.ToBase64String(bytes)}\n"));

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfASecretKeyWithAPassword_SaysSo()
    {
        var lines = s_key.ToFile().Split('\n');
        var bytes = Convert.FromBase64String(lines[1]);
        "Sc"u8.CopyTo(bytes.AsSpan(2));

        var failure = Assert.Throws<SignatureException>(() => MinisignSecretKey.Parse($"{lines[0]}\n{Convert.ToBase64String(bytes)}\n"));

        Assert.Contains("password", failure.Message, StringComparison.Ordinal);
    }
}
