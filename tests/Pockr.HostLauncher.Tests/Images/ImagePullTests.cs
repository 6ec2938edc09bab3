using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Processes;
using Pockr.Signing;

namespace Pockr.HostLauncher.Tests.Images;

/// <summary>Downloads from a real web server, which breaks connections off.</summary>
public sealed class ImagePullTests
{
    private const string Image = $"debian-x86_64-{TemporaryHome.BuildId}";
    private const string Tag = "\"first\"";

    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Generate();

    private readonly List<string> _asked = [];

    [Fact]
    public async Task AnImage_IsPulled_AndItsDigestAndSignatureAreVerified()
    {
        await using var launcher = await Launcher.CreateAsync();
        var bundle = Serve(launcher, signed: true);

        Assert.Equal((ExitCodes.Success, ""), (await PullAsync(launcher, "--key", s_key.PublicKey.Line, "--sha256", DigestOf(bundle)), FailuresOf(launcher)));

        Assert.Contains($"The image {Image} is here, signed with the key {s_key.PublicKey.Id}", launcher.Out, StringComparison.Ordinal);
        Assert.Contains("downloading ", launcher.Error, StringComparison.Ordinal);
        AssertOnlyTheImage(launcher);
        Assert.Equal(["whole"], _asked);
    }

    [Fact]
    public async Task AConnectionThatBreaksOff_IsGoneOnWith()
    {
        await using var launcher = await Launcher.CreateAsync();
        var bundle = Serve(launcher, breaks: 2);

        Assert.Equal((ExitCodes.Success, ""), (await PullAsync(launcher, "--allow-unsigned"), FailuresOf(launcher)));

        var half = bundle.Length / 2;
        var threeQuarters = half + ((bundle.Length - half) / 2);
        Assert.Equal(["whole", $"bytes={half}- if {Tag}", $"bytes={threeQuarters}- if {Tag}"], _asked);
        AssertOnlyTheImage(launcher);
    }

    [Theory]
    [InlineData(Tag, "bytes=*- if \"first\"")]
    [InlineData("\"second\"", "bytes=*- if \"first\"")] // the server has another file by now, and sends it whole
    [InlineData(null, "whole")] // nothing tells that it is the same file
    [InlineData("W/\"weak\"", "whole")]
    public async Task WhatALaterRunFinds_IsGoneOnWith_IfItIsOfTheSameFile(string? laterTag, string asked)
    {
        await using var launcher = await Launcher.CreateAsync();
        var firstTag = laterTag is null || laterTag.StartsWith('W') ? laterTag : Tag;
        var bundle = Serve(launcher, breaks: 1, thenFails: true, tag: firstTag);
        Assert.Equal(ExitCodes.DownloadFailed, await PullAsync(launcher, "--allow-unsigned"));
        Assert.Contains("cannot be downloaded: the server answers 503 Service Unavailable.", launcher.Error, StringComparison.Ordinal);
        _asked.Clear();

        Serve(launcher, tag: laterTag);
        Assert.Equal(ExitCodes.Success, await PullAsync(launcher, "--allow-unsigned"));

        Assert.Equal([asked.Replace("*", $"{bundle.Length / 2}", StringComparison.Ordinal)], _asked);
        AssertOnlyTheImage(launcher);
    }

    [Fact]
    public async Task WhatIsRefusedForItsSignature_IsNotDownloadedAgain()
    {
        await using var launcher = await Launcher.CreateAsync();
        var bundle = Serve(launcher);
        Assert.Equal(ExitCodes.ImageUntrusted, await PullAsync(launcher));
        Assert.Contains("it is not signed", launcher.Error, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Success, await PullAsync(launcher, "--allow-unsigned"));

        Assert.Equal(["whole", $"bytes={bundle.Length}- if {Tag}"], _asked);
        AssertOnlyTheImage(launcher);
    }

    [Fact]
    public async Task AnotherDigest_IsRefused_AndNothingStays()
    {
        await using var launcher = await Launcher.CreateAsync();
        var bundle = Serve(launcher);

        Assert.Equal(ExitCodes.ImageDamaged, await PullAsync(launcher, "--allow-unsigned", "--sha256", new string('0', 64)));

        Assert.Contains($"has the SHA-256 {DigestOf(bundle)}, expected 0000", launcher.Error, StringComparison.Ordinal);
        Assert.Equal([], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images).Select(Path.GetFileName));
    }

    [Fact]
    public async Task WhatIsNotThere_IsAskedForOnce()
    {
        await using var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /image", "{}", StatusCodes.Status404NotFound);

        Assert.Equal(ExitCodes.DownloadFailed, await PullAsync(launcher));

        Assert.Contains("/image cannot be downloaded: the server answers 404 Not Found.", launcher.Error, StringComparison.Ordinal);
        Assert.Single(launcher.Agent.Requests);
    }

    [Fact]
    public async Task NobodyWhoListens_IsTold()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.DownloadFailed, await launcher.RunAsync("image", "pull", "http://127.0.0.1:1/image"));

        Assert.Contains("Connection refused", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images));
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "'image.tar.gz' is no address", "image.tar.gz")]
    [InlineData(ExitCodes.Usage, "'file:///image' is no address", "file:///image")]
    [InlineData(ExitCodes.Usage, "'12' is no SHA-256", "http://127.0.0.1:1/image", "--sha256", "12")]
    [InlineData(ExitCodes.InvalidSettings, "--key is 'nothing', which is no public key of minisign", "http://127.0.0.1:1/image", "--key", "nothing")]
    public async Task WhatCannotBeMeant_IsTold(int exitCode, string message, params string[] arguments)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(exitCode, await launcher.RunAsync(["image", "pull", .. arguments]));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondPullOfTheSame_IsRefused_AndACleanUpLeavesTheFirstAlone()
    {
        await using var launcher = await Launcher.CreateAsync();
        Serve(launcher, breaks: 1, thenFails: true);
        await PullAsync(launcher);
        using var first = PartialFile.TryOpen(PartialFile.Find(launcher.Place.Home.Images, ".pull-").Single());

        Assert.Equal(ExitCodes.LeftAlone, await PullAsync(launcher));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "gc"));

        Assert.Contains("Another pockr downloads http", launcher.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(first!.Content.Name));
    }

    [Fact]
    public async Task AProxyOfTheEnvironment_IsAsked()
    {
        await using var launcher = await Launcher.CreateAsync();
        Serve(launcher);
        var program = Path.Combine(AppContext.BaseDirectory, "pockr.dll");
        string[] environment = [$"POCKR_HOME={launcher.Place.Home.Directory}", $"http_proxy={launcher.Agent.Url}"];

        var result = await new ProcessRunner().RunAsync(
            new ProcessCommand("env", [.. environment, "dotnet", "exec", program, "image", "pull", "http://images.invalid/image", "--allow-unsigned"]),
            TestContext.Current.CancellationToken);

        Assert.True(result.Succeeded, result.Error);
        AssertOnlyTheImage(launcher);
    }

    private static Task<int> PullAsync(Launcher launcher, params string[] more) =>
        launcher.RunAsync(["image", "pull", $"{launcher.Agent.Url}image", .. more]);

    /// <summary>Has the server send an image, the first times only half of what is missing; then it may fail.</summary>
    private byte[] Serve(Launcher launcher, int breaks = 0, bool thenFails = false, string? tag = Tag, bool signed = false)
    {
        var bundle = BundleFile.Of(launcher.Place, signed ? s_key : null);
        launcher.Agent.On("GET /image", async context =>
        {
            var (range, condition) = (context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString());
            _asked.Add(range.Length == 0 ? "whole" : $"{range} if {condition}");
            if (breaks < 0 && thenFails)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            context.Response.Headers.ETag = tag;
            var from = range.Length > 0 && condition == tag ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
            await SendAsync(context, bundle, from, breaksOff: breaks-- > 0);
            breaks = thenFails && breaks == 0 ? -1 : breaks;
        });
        return bundle;
    }

    private static async Task SendAsync(HttpContext context, byte[] bundle, int from, bool breaksOff)
    {
        if (from == bundle.Length)
        {
            context.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            context.Response.Headers.ContentRange = $"bytes */{bundle.Length}";
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {from}-{bundle.Length - 1}/{bundle.Length}";
        }

        var length = bundle.Length - from;
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(bundle.AsMemory(from, breaksOff ? length / 2 : length));

        // The server closes the connection when less comes than was said; what was sent before arrives.
    }

    private static void AssertOnlyTheImage(Launcher launcher)
    {
        Assert.Equal([".lock", Image], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Path.Combine(launcher.Place.Home.Images, Image), new ImageStore(launcher.Place.Home).Find(Image)!.Directory);
    }

    private static string DigestOf(byte[] bundle) => Convert.ToHexStringLower(SHA256.HashData(bundle));

    private static string FailuresOf(Launcher launcher) =>
        string.Concat(launcher.Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)));
}
