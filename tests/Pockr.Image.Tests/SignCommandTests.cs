using Pockr.Image.Commands;
using Pockr.Image.Errors;
using Pockr.Signing;

namespace Pockr.Image.Tests;

public sealed class SignCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnImageAndARelease_AreSignedWithAKeyThatWasMade()
    {
        Assert.Equal(0, await new KeyCommand().Parse(["--secret", _directory["maker.key"], "--public", _directory["maker.pub"]]).InvokeAsync(cancellationToken: Cancellation));
        string[] places = [_directory["debian-x86_64"], _directory["release"]];
        foreach (var place in places)
        {
            Directory.CreateDirectory(place);
            await File.WriteAllTextAsync(Path.Combine(place, "licenses.md"), place, Cancellation);
            await File.WriteAllTextAsync(Path.Combine(place, SignedSums.FileName), $"{Digests.OfText(place)}  licenses.md\n", Cancellation);
        }

        Assert.Equal(0, await SignAsync("--sign-key", _directory["maker.key"], places[0], places[1]));

        var key = MinisignPublicKey.Parse(await File.ReadAllTextAsync(_directory["maker.pub"], Cancellation));
        foreach (var place in places)
        {
            var sums = await SignedSums.VerifyDirectoryAsync(place, [key], Cancellation);
            await sums.EnsureFileAsync(Path.Combine(place, "licenses.md"), Cancellation);
            Assert.Equal($"file:SHA256SUMS of:{Path.GetFileName(place)}", sums.Comment);
        }
    }

    [Fact]
    public async Task WithoutAKeyOrChecksums_NothingIsSigned()
    {
        var failure = await Assert.ThrowsAsync<ImageException>(() => SignAsync("--sign-key", _directory["none"], _directory.Path));
        Assert.Contains(_directory["none"], failure.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_directory["maker.key"], MinisignSecretKey.Generate().ToFile(), Cancellation);
        failure = await Assert.ThrowsAsync<ImageException>(() => SignAsync("--sign-key", _directory["maker.key"], _directory.Path));
        Assert.Contains("has no SHA256SUMS", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory[SignedSums.SignatureFileName]));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<int> SignAsync(params string[] arguments) => new SignCommand().Parse(arguments)
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, Cancellation);
}
