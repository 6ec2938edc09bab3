using System.Text;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.Testing;

namespace Pockr.Sdk.Tests;

/// <summary>Images, files, volumes and networks: what is sent, and what comes of an answer that is cut off.</summary>
public sealed class DockerClientsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_AreEscaped()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.On("DELETE /v1/images", """{"untagged":[],"deleted":[]}""").OnNothing("DELETE /v1/volumes/a b").OnNothing("PUT /v1/containers/a b/files");
        using var client = new PockrClient(agent.Url, "secret");

        await client.Images.RemoveAsync("host:5000/a&b:1", force: true, Cancellation);
        await client.Volumes.RemoveAsync("a b", Cancellation);
        await client.Files.WriteAsync("a b", "/x?y", new MemoryStream("text"u8.ToArray()), "0600", 1, 2, Cancellation);

        Assert.Equal(
            [
                "DELETE /v1/images?image=host%3A5000%2Fa%26b%3A1&force=true",
                "DELETE /v1/volumes/a b",
                "PUT /v1/containers/a b/files?path=%2Fx%3Fy&mode=0600&uid=1&gid=2 text",
            ], agent.Requests);
    }

    [Fact]
    public async Task AnAnswerThatIsCutOff_IsNoEnd()
    {
        var cut = new TaskCompletionSource();
        await using var agent = await FakeAgent.StartAsync();
        agent.On("GET /v1/images/save", async context =>
        {
            await context.Response.Body.WriteAsync("half"u8.ToArray(), Cancellation);
            await context.Response.Body.FlushAsync(Cancellation);
            await cut.Task.WaitAsync(Cancellation);
            context.Abort();
        });
        using var client = new PockrClient(agent.Url, "secret");
        await using var archive = await client.Images.SaveAsync(["a"], Cancellation);
        var half = new byte[4];
        await archive.ReadExactlyAsync(half, Cancellation);
        cut.SetResult();

        await Assert.ThrowsAsync<StreamCutException>(async () => await archive.ReadExactlyAsync(half, Cancellation));

        Assert.Equal("half", Encoding.ASCII.GetString(half));
    }

    [Fact]
    public async Task ABuildWithoutAnImage_IsCutOff()
    {
        await using var agent = await FakeAgent.StartAsync();
        agent.OnLines("POST /v1/images/build", """{"text":"Step"}""");
        using var client = new PockrClient(agent.Url, "secret");

        await Assert.ThrowsAsync<StreamCutException>(async () =>
        {
            await foreach (var _ in client.Images.BuildAsync(new MemoryStream(), new BuildOptions { Tags = ["a"] }, Cancellation))
            {
            }
        });

        Assert.StartsWith("POST /v1/images/build?tag=a", Assert.Single(agent.Requests), StringComparison.Ordinal);
    }
}
