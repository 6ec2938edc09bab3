using System.Security.Cryptography;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Signing;

namespace Pockr.HostLauncher.Tests.Images;

public sealed class SignedImageTests : IDisposable
{
    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Generate();

    private readonly TemporaryHome _place = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Manifest => Path.Combine(_place.ImageDirectory, ImageManifest.FileName);

    [Fact]
    public async Task SignedImage_IsTaken()
    {
        await SignAsync(s_key);

        await ImageVerifier.EnsureSignedAsync(_place.ImageDirectory, TrustedKeys.Load(s_key.PublicKey.Line), Cancellation);
    }

    [Fact]
    public async Task ImageOfAStranger_IsRefusedAndTheKeyNamed()
    {
        var stranger = MinisignSecretKey.Generate();
        await SignAsync(stranger);

        Assert.Contains($"signed with the key {stranger.PublicKey.Id}", (await RefusalAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnsignedImage_IsRefusedAndTheWayRoundNamed()
    {
        _place.WriteImage();

        var failure = await RefusalAsync();

        Assert.Contains("there is no SHA256SUMS", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-unsigned", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ImageUntrusted, failure.ExitCode);
    }

    [Theory]
    [InlineData(ImageManifest.FileName, "manifest.json has the SHA-256")]
    [InlineData(SignedSums.FileName, "does not fit the content")]
    public async Task ImageThatWasChangedAfterwards_IsRefused(string file, string reason)
    {
        await SignAsync(s_key);
        await File.AppendAllTextAsync(Path.Combine(_place.ImageDirectory, file), "\n", Cancellation);

        Assert.Contains(reason, (await RefusalAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsersKey_MayBeAFile_AndANoKeyIsRefused()
    {
        var file = Path.Combine(_place.ImageDirectory, "maker.pub");
        Directory.CreateDirectory(_place.ImageDirectory);
        await File.WriteAllTextAsync(file, s_key.PublicKey.ToFile(), Cancellation);

        Assert.Contains(TrustedKeys.Load(file), key => key.Id == s_key.PublicKey.Id);
        var failure = Assert.Throws<LauncherException>(() => TrustedKeys.Load("no/such/file"));
        Assert.StartsWith("POCKR_IMAGE_KEY is 'no/such/file'", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private Task<LauncherException> RefusalAsync() => Assert.ThrowsAsync<LauncherException>(
        () => ImageVerifier.EnsureSignedAsync(_place.ImageDirectory, [s_key.PublicKey], Cancellation));

    private async Task SignAsync(MinisignSecretKey key)
    {
        _place.WriteImage();
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Manifest, Cancellation)));
        var sums = Path.Combine(_place.ImageDirectory, SignedSums.FileName);
        await File.WriteAllTextAsync(sums, $"{digest}  {ImageManifest.FileName}\n", Cancellation);
        var signature = key.Sign(await File.ReadAllBytesAsync(sums, Cancellation), "a release");
        await File.WriteAllTextAsync(Path.Combine(_place.ImageDirectory, SignedSums.SignatureFileName), signature.ToFile(), Cancellation);
    }
}
