using System.Text.Json.Nodes;
using Pockr.OpenApi;

namespace Pockr.GuestAgent.Tests.Description;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task TheDocument_HasEveryRoute_AndNoOther()
    {
        await using var agent = await AgentUnderTest.StartAsync();

        var described = Operations.Of(await ReadAsync()).Select(operation => operation.Name);

        Assert.Equal(agent.Routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryOperation_HasANameAGroupAndAnAnswerForErrors()
    {
        var operations = Operations.Of(await ReadAsync()).ToList();

        Assert.All(operations, operation => Assert.True(operation.Id is not null && operation.Tag is not null, operation.Name));
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(operations, operation => Assert.NotNull(operation.Json["responses"]!["default"]!["content"]!["application/problem+json"]));
    }

    [Fact]
    public async Task AMember_IsRequired_WhereItHasNoDefault()
    {
        var schema = (await ReadAsync())["components"]!["schemas"]!["CreateContainerRequest"]!;

        Assert.Equal(["image"], schema["required"]!.AsArray().Select(name => (string?)name));
        Assert.False((bool)schema["additionalProperties"]!);
    }

    internal static async Task<JsonNode> ReadAsync() => JsonNode.Parse(await ApiDescription.WriteAsync())!;
}
