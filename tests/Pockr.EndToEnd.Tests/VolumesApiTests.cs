using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class VolumesApiTests(RunningVm vm)
{
    [Fact(Timeout = 60_000)]
    public async Task AVolume_IsCreatedListedAndRemoved()
    {
        var created = await vm.CallAsync(
            "POST", "/v1/volumes", """{"name":"c-vol","labels":{"c":"vol"},"options":{"type":"tmpfs","device":"tmpfs","o":"size=1m"}}""");
        Assert.Equal((201, "c-vol", "local"), (created.Status, (string?)created.Body["name"], (string?)created.Body["driver"]));

        var inspected = (await vm.CallAsync("GET", "/v1/volumes/c-vol")).Body;
        Assert.Equal(("vol", "size=1m"), ((string?)inspected["labels"]!["c"], (string?)inspected["options"]!["o"]));
        Assert.Contains("c-vol", (await vm.CallAsync("GET", "/v1/volumes")).Body.AsArray().Select(volume => (string?)volume!["name"]));

        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/volumes/c-vol")).Status);
        Assert.Equal((404, "volume_not_found"), Code(await vm.CallAsync("DELETE", "/v1/volumes/c-vol")));
        Assert.Equal((404, "volume_not_found"), Code(await vm.CallAsync("GET", "/v1/volumes/c-vol")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Create_WithWhatTheDriverDoesNotKnow_Is400()
    {
        Assert.Equal((400, "invalid_request"), Code(await vm.CallAsync("POST", "/v1/volumes", """{"name":"c-bad","driver":"nope"}""")));
        Assert.Equal((400, "invalid_request"), Code(await vm.CallAsync("POST", "/v1/volumes", """{"name":"c-bad","options":{"foo":"x"}}""")));
    }

    [Fact(Timeout = 120_000)]
    public async Task AVolumeInUse_StaysUntilItsContainerGoes()
    {
        var context = await Tars.OfAsync(("Dockerfile", "FROM busybox\nVOLUME /data\n"));
        await vm.CallAsync("POST", "/v1/images/build?tag=c-with-volume:1", context);
        await vm.CallAsync("POST", "/v1/containers", """{"image":"c-with-volume:1","name":"c-has-volume","network":"none","cmd":["sleep","600"]}""");
        Assert.Equal(204, (await vm.CallAsync("POST", "/v1/containers/c-has-volume/start")).Status);
        var mounts = await vm.CallAsync(
            "POST", "/v1/containers/c-has-volume/exec", """{"cmd":["grep","-o","[0-9a-f]*/_data","/proc/self/mountinfo"]}""");
        var volume = ((string)mounts.Body[0]!["text"]!).Split('/')[0];

        Assert.Equal((409, "volume_in_use"), Code(await vm.CallAsync("DELETE", $"/v1/volumes/{volume}")));
        Assert.Equal(204, (await vm.CallAsync("DELETE", "/v1/containers/c-has-volume?force=true")).Status);
        Assert.Equal((404, "volume_not_found"), Code(await vm.CallAsync("GET", $"/v1/volumes/{volume}")));
        await vm.CallAsync("DELETE", "/v1/images?image=c-with-volume:1");
    }

    [Fact(Timeout = 60_000)]
    public async Task Prune_RemovesNamedVolumesOnlyWhenAskedTo()
    {
        await vm.CallAsync("POST", "/v1/volumes", """{"name":"c-prune-1","labels":{"c-prune":"vol"}}""");

        var anonymous = await vm.CallAsync("POST", "/v1/volumes/prune?label=c-prune=vol");
        var all = await vm.CallAsync("POST", "/v1/volumes/prune?all=true&label=c-prune");

        Assert.Equal("""{"removed":[],"reclaimedBytes":0}""", anonymous.Body.ToJsonString());
        Assert.Equal("""{"removed":["c-prune-1"],"reclaimedBytes":0}""", all.Body.ToJsonString());
    }

    private static (int Status, string? Code) Code((int Status, JsonNode Body) answer) => (answer.Status, (string?)answer.Body["code"]);
}
