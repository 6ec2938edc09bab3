using System.Net;
using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Leases;

public sealed class LeasesApiTests
{
    private const string Id = LeasedContainers.Lease;

    private readonly LeasedContainers _containers = new();

    [Fact(Timeout = 60_000)]
    public async Task ALeaseThatIsEnded_TakesThemAtOnce_AndOneThatNobodyHasIsFine()
    {
        await using var script = new ScriptedEngine(_containers.Answer);
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);
        await PutAsync(agent, $"/v1/leases/{Id}?seconds=3600");
        Assert.False(_containers.Removed.IsCompleted);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var ended = await agent.Client.DeleteAsync($"/v1/leases/{Id}", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }

        Assert.True(_containers.Removed.IsCompleted);
    }

    [Theory(Timeout = 60_000)]
    [InlineData($"{Id}?seconds=0")]
    [InlineData($"{Id}?seconds=3601")]
    [InlineData("0123?seconds=1")]
    [InlineData("0123456789ABCDEF0123456789abcdef?seconds=1")]
    [InlineData("..%2F456789abcdef0123456789abcdef00?seconds=1")]
    public async Task WhatCannotBeALease_Is400(string lease)
    {
        await using var agent = await AgentUnderTest.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(agent, $"/v1/leases/{lease}"));
    }

    private static async Task<HttpStatusCode> PutAsync(AgentUnderTest agent, string path)
    {
        using var response = await agent.Client.PutAsync(path, null, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
