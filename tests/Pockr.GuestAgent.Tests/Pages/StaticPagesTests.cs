using System.IO.Compression;
using System.Net;
using System.Text;

namespace Pockr.GuestAgent.Tests.Pages;

public sealed class StaticPagesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pockr-pages-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "text/html", "<p>dashboard</p>")]
    [InlineData("/icon.svg", "image/svg+xml", "<svg/>")]
    [InlineData("/openapi.json", "application/json", "{}")]
    [InlineData("/swagger/", "text/html", "<p>page</p>")]
    [InlineData("/swagger", "text/html", "<p>page</p>")]
    [InlineData("/swagger/index.html", "text/html", "<p>page</p>")]
    public async Task APage_NeedsNoToken_AndLoadsNothingFromElsewhere(string path, string contentType, string content)
    {
        await using var agent = await StartAsync();
        using var browser = new HttpClient { BaseAddress = agent.Client.BaseAddress };

        using var response = await browser.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(content, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task APage_IsSentAsItLies_ToThoseWhoCanUnpackIt()
    {
        await using var agent = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json");
        request.Headers.Add("Accept-Encoding", "br, gzip");

        using var response = await agent.Client.SendAsync(request, Cancellation);

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_directory.FullName, "openapi.json.gz"), Cancellation), await response.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task ThePages_AreThere_WhileTheTokenIsNot()
    {
        await using var agent = await StartAsync(commandLine: "quiet");
        using var browser = new HttpClient { BaseAddress = agent.Client.BaseAddress };

        Assert.Equal("<p>dashboard</p>", await browser.GetStringAsync("/", Cancellation));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/v1/containers", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task APage_RunsNoScriptThatStandsInIt()
    {
        await using var agent = await StartAsync();

        using var response = await agent.Client.GetAsync("/", Cancellation);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
    }

    [Theory]
    [InlineData("/", "no-cache")]
    [InlineData("/assets/app-DIGEST.js", "max-age=31536000, immutable")]
    public async Task AFile_IsKeptByTheBrowser_IfItsNameChangesWithIt(string path, string control)
    {
        await using var agent = await StartAsync();

        using var response = await agent.Client.GetAsync(path, Cancellation);

        Assert.Equal(control, response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/swagger/../openapi.json.gz")]
    [InlineData("/swagger/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/openapi.json.gz")]
    [InlineData("/swagger/none")]
    [InlineData("/containers")]
    [InlineData("/assets/")]
    public async Task WhatIsNotOneOfThem_NeedsTheToken(string path)
    {
        await using var agent = await StartAsync();
        using var browser = new HttpClient { BaseAddress = agent.Client.BaseAddress };

        using var response = await browser.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task<AgentUnderTest> StartAsync(string? commandLine = null)
    {
        Write("openapi.json", "{}");
        Write("index.html", "<p>dashboard</p>");
        Write("icon.svg", "<svg/>");
        Write("assets/app-DIGEST.js", "start()");
        Write("swagger/index.html", "<p>page</p>");
        return await AgentUnderTest.StartAsync(commandLine: commandLine, settings: $"--Pages={_directory.FullName}");
    }

    private void Write(string name, string content)
    {
        var file = Path.Combine(_directory.FullName, $"{name}.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(content));
    }
}
