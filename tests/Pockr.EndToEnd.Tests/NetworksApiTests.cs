using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class NetworksApiTests(RunningVm vm)
{
    [Fact(Timeout = 180_000)]
    public async Task ANetwork_TakesContainersInAndLetsThemGo()
    {
        var created = await vm.CallAsync(
            "POST", "/v1/networks", """{"name":"c-net","internal":true,"subnet":"172.30.77.0/24","gateway":"172.30.77.1","labels":{"c":"net"}}""");
        Assert.Equal(201, created.Status);
        var listed = (await vm.CallAsync("GET", "/v1/networks")).Body.AsArray().Single(network => (string?)network!["name"] == "c-net")!;
        Assert.Equal(("bridge", true, "net"), ((string?)listed["driver"], (bool)listed["internal"]!, (string?)listed["labels"]!["c"]));

        await RunAsync("c-net-a", "c-net");
        await RunAsync("c-net-b", "c-net");
        Assert.Equal((409, "network_conflict"), Code(await vm.CallAsync("POST", "/v1/networks/c-net/connect", """{"container":"c-net-b"}""")));
        Assert.Equal(204, (await vm.CallAsync("POST", "/v1/networks/c-net/disconnect", """{"container":"c-net-b"}""")).Status);
        Assert.Equal((409, "network_conflict"), Code(await vm.CallAsync("POST", "/v1/networks/c-net/disconnect", """{"container":"c-net-b"}""")));
        Assert.Equal(204, (await vm.CallAsync(
            "POST", "/v1/networks/c-net/connect", """{"container":"c-net-b","ipv4Address":"172.30.77.9","aliases":["www"]}""")).Status);

        var inspected = (await vm.CallAsync("GET", $"/v1/networks/{(string)created.Body["id"]!}")).Body;
        Assert.Equal("""[{"subnet":"172.30.77.0/24","gateway":"172.30.77.1"}]""", inspected["subnets"]!.ToJsonString());
        var addresses = inspected["containers"]!.AsArray().ToDictionary(entry => (string)entry!["name"]!, entry => (string?)entry!["ipv4Address"]);
        Assert.Equal("172.30.77.9/24", addresses["c-net-b"]);
        Assert.Equal(2, addresses.Count);

        Assert.Equal((409, "network_conflict"), Code(await vm.CallAsync("DELETE", "/v1/networks/c-net")));
        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/containers/c-net-a?force=true")).Status);
        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/containers/c-net-b?force=true")).Status);
        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/networks/c-net")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Create_OfWhatIsThereAlready_Is409()
    {
        Assert.Equal(201, (await vm.CallAsync("POST", "/v1/networks", """{"name":"c-twice","subnet":"172.30.78.0/24"}""")).Status);

        var name = await vm.CallAsync("POST", "/v1/networks", """{"name":"c-twice"}""");
        var range = await vm.CallAsync("POST", "/v1/networks", """{"name":"c-other","subnet":"172.30.78.0/25"}""");
        await vm.CallAsync("DELETE", "/v1/networks/c-twice");

        Assert.Equal((409, "name_in_use"), Code(name));
        Assert.Equal((409, "network_conflict"), Code(range));
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_RemovesUnusedNetworksWithTheLabel()
    {
        await vm.CallAsync("POST", "/v1/networks", """{"name":"c-prune-1","internal":true,"labels":{"c-prune":"1"}}""");
        await vm.CallAsync("POST", "/v1/networks", """{"name":"c-prune-2","internal":true,"labels":{"c-prune":"2"}}""");

        var pruned = await vm.CallAsync("POST", "/v1/networks/prune?label=c-prune=1");

        Assert.Equal((200, """{"removed":["c-prune-1"]}"""), (pruned.Status, pruned.Body.ToJsonString()));
        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/networks/c-prune-2")).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatIsNotThere_Is404()
    {
        Assert.Equal((404, "network_not_found"), Code(await vm.CallAsync("GET", "/v1/networks/c-nothing")));
        Assert.Equal((404, "network_not_found"), Code(await vm.CallAsync("DELETE", "/v1/networks/c-nothing")));
        Assert.Equal((404, "container_not_found"), Code(await vm.CallAsync("POST", "/v1/networks/none/connect", """{"container":"c-nobody"}""")));
        Assert.Equal((409, "network_conflict"), Code(await vm.CallAsync("DELETE", "/v1/networks/none")));
    }

    private async Task RunAsync(string name, string network)
    {
        var body = new JsonObject { ["image"] = "busybox", ["name"] = name, ["network"] = network, ["cmd"] = new JsonArray("sleep", "600") };
        Assert.Equal(201, (await vm.CallAsync("POST", "/v1/containers", body.ToJsonString())).Status);
        Assert.Equal(204, (await vm.CallAsync("POST", $"/v1/containers/{name}/start")).Status);
    }

    private static (int Status, string? Code) Code((int Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["code"]);
}
