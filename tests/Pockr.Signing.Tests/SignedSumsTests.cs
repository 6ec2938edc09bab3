using System.Text;

namespace Pockr.Signing.Tests;

public sealed class SignedSumsTests : IDisposable
{
    // SHA-256 of "content".
    private const string Digest = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";

    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Generate();

    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-signing-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Verify_GivesWhatWasSigned()
    {
        var sums = Verify($"{Digest}  base.qcow2\n{Digest}  manifest.json\n");

        Assert.Equal(["base.qcow2", "manifest.json"], sums.Files.Keys.Order());
        Assert.Equal(Digest, sums.Files["base.qcow2"]);
        Assert.Equal(s_key.PublicKey.Id, sums.KeyId);
        Assert.Equal("a release", sums.Comment);
    }

    [Theory]
    [InlineData("  ../base.qcow2")]
    [InlineData("  /etc/passwd")]
    [InlineData("  .ssh")]
    [InlineData("  a\\b")]
    [InlineData(" base.qcow2")]
    [InlineData("  ")]
    public void Verify_OfAListWithWhatIsNoPlainFile_IsRefused(string rest)
    {
        Assert.Contains("no checksum", Reason(() => Verify($"{Digest}{rest}\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfAListWithAFileTwice_IsRefused()
    {
        Assert.Contains("twice", Reason(() => Verify($"{Digest}  a\n{new string('0', 64)}  a\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OfAnotherKeysSignature_NamesBoth()
    {
        var other = MinisignSecretKey.Generate();
        var sums = Encoding.UTF8.GetBytes($"{Digest}  a\n");

        var reason = Reason(() => SignedSums.Verify(sums, other.Sign(sums, "").ToFile(), [s_key.PublicKey]));

        Assert.Equal($"it is signed with the key {other.PublicKey.Id}, and trusted is {s_key.PublicKey.Id}", reason);
    }

    [Fact]
    public async Task Directory_WithoutASignature_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, SignedSums.FileName), $"{Digest}  a\n", Cancellation);

        var failure = await Assert.ThrowsAsync<SignatureException>(
            () => SignedSums.VerifyDirectoryAsync(_directory, [s_key.PublicKey], Cancellation));

        Assert.Equal("there is no SHA256SUMS.minisig", failure.Message);
    }

    [Fact]
    public async Task EnsureFile_RefusesAnotherFileAndOneThatIsNotListed()
    {
        var sums = Verify($"{Digest}  a\n");
        await File.WriteAllTextAsync(Path.Combine(_directory, "a"), "content", Cancellation);
        await sums.EnsureFileAsync(Path.Combine(_directory, "a"), Cancellation);

        await File.WriteAllTextAsync(Path.Combine(_directory, "a"), "Content", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_directory, "b"), "content", Cancellation);

        var changed = await Assert.ThrowsAsync<SignatureException>(() => sums.EnsureFileAsync(Path.Combine(_directory, "a"), Cancellation));
        Assert.StartsWith("a has the SHA-256 ", changed.Message, StringComparison.Ordinal);
        var unlisted = await Assert.ThrowsAsync<SignatureException>(() => sums.EnsureFileAsync(Path.Combine(_directory, "b"), Cancellation));
        Assert.Equal("SHA256SUMS does not list b", unlisted.Message);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static SignedSums Verify(string text)
    {
        var sums = Encoding.UTF8.GetBytes(text);
        return SignedSums.Verify(sums, s_key.Sign(sums, "a release").ToFile(), [s_key.PublicKey]);
    }

    private static string Reason(Action action) => Assert.Throws<SignatureException>(action).Message;
}
