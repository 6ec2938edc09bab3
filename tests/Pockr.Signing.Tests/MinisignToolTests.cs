using System.ComponentModel;
using System.Diagnostics;

namespace Pockr.Signing.Tests;

/// <summary>The real minisign reads what we write, and we read what it writes.</summary>
public sealed class MinisignToolTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pockr-signing-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OurKeyAndSignature_AreTakenByMinisign()
    {
        var key = MinisignSecretKey.Generate();
        await WriteAsync("file", "content");
        await WriteAsync("file.minisig", key.Sign(await File.ReadAllBytesAsync(At("file"), Cancellation), "build 1").ToFile());
        await WriteAsync("key.pub", key.PublicKey.ToFile());

        var (exitCode, output) = await RunAsync("-V", "-p", "key.pub", "-m", "file");

        Assert.True(exitCode == 0, output);
        Assert.Contains("Trusted comment: build 1", output, StringComparison.Ordinal);

        await WriteAsync("file", "other content");
        Assert.NotEqual(0, (await RunAsync("-V", "-p", "key.pub", "-m", "file")).ExitCode);
    }

    [Fact]
    public async Task OurSecretKey_IsUsedByMinisign_AndWeVerifyWhatItSigns()
    {
        var key = MinisignSecretKey.Generate();
        await WriteAsync("key", key.ToFile());
        await WriteAsync("file", "content");

        var (exitCode, output) = await RunAsync("-S", "-s", "key", "-m", "file", "-t", "build 2");

        Assert.True(exitCode == 0, output);
        var signature = MinisignSignature.Parse(await File.ReadAllTextAsync(At("file.minisig"), Cancellation));
        key.PublicKey.Verify(await File.ReadAllBytesAsync(At("file"), Cancellation), signature);
        Assert.Equal("build 2", signature.Comment);
    }

    [Fact]
    public async Task KeyPairOfMinisign_IsUsedByUs()
    {
        var (exitCode, output) = await RunAsync("-G", "-W", "-p", "key.pub", "-s", "key");
        Assert.True(exitCode == 0, output);

        var key = MinisignSecretKey.Parse(await File.ReadAllTextAsync(At("key"), Cancellation));

        Assert.Equal(MinisignPublicKey.Parse(await File.ReadAllTextAsync(At("key.pub"), Cancellation)).Line, key.PublicKey.Line);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string At(string name) => Path.Combine(_directory, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, Cancellation);

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("minisign", arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(Cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, output + await error);
        }
        catch (Win32Exception)
        {
            Assert.Skip("'minisign' is not installed (Debian's package minisign).");
            throw;
        }
    }
}
