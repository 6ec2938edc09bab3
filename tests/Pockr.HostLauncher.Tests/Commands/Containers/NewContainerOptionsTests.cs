using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

/// <summary>Options of <c>create</c> and <c>run</c>: they are the same.</summary>
public sealed class NewContainerOptionsTests
{
    [Theory]
    [InlineData("-m 100m --memory-swap -1 --cpus 1.5 --cpu-shares 512 --pids-limit 50", """{"memoryBytes":104857600,"memorySwapBytes":-1,"cpus":1.5,"cpuShares":512,"pidsLimit":50}""")]
    [InlineData("--memory 104857600 --cpus 50%", """{"memoryBytes":104857600,"cpus":0.5}""")]
    [InlineData("--restart on-failure:3", """{"restartPolicy":{"name":"on-failure","maximumRetryCount":3}}""")]
    [InlineData("--restart unless-stopped", """{"restartPolicy":{"name":"unless-stopped","maximumRetryCount":0}}""")]
    [InlineData("--health-cmd true --health-interval 1m30s --health-timeout 500ms --health-retries 2", """{"healthCheck":{"test":["CMD-SHELL","true"],"interval":90000,"timeout":500,"startPeriod":0,"retries":2}}""")]
    [InlineData("--no-healthcheck", """{"healthCheck":{"test":["NONE"],"interval":0,"timeout":0,"startPeriod":0,"retries":0}}""")]
    [InlineData("--read-only --tmpfs /run --tmpfs /tmp:size=64m,noexec", """{"tmpfs":{"/run":"","/tmp":"size=64m,noexec"},"readOnlyRoot":true}""")]
    [InlineData("--device /dev/fuse --device /dev/a:/dev/b:rw --device /dev/c:r", """{"devices":[{"hostPath":"/dev/fuse","permissions":"rwm"},{"hostPath":"/dev/a","containerPath":"/dev/b","permissions":"rw"},{"hostPath":"/dev/c","permissions":"r"}]}""")]
    [InlineData("--privileged --cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --init", """{"init":true,"privileged":true,"capAdd":["NET_ADMIN"],"capDrop":["ALL"],"securityOptions":["no-new-privileges"]}""")]
    [InlineData("--label a=b -l c --hostname h --stop-signal SIGINT --stop-timeout 3", """{"labels":{"a":"b","c":""},"stopSignal":"SIGINT","stopTimeoutSeconds":3,"hostname":"h"}""")]
    [InlineData("--entrypoint /bin/sh --network none --dns 1.1.1.1 --add-host a:1.2.3.4", """{"network":"none","entrypoint":["/bin/sh"],"dns":["1.1.1.1"],"extraHosts":["a:1.2.3.4"]}""")]
    [InlineData("--allow-host example.org:443 --allow-host 192.0.2.0/24", """{"allowedHosts":["example.org:443","192.0.2.0/24"]}""")]
    [InlineData("--mount type=bind,source=/page,target=/www,readonly --mount type=tmpfs,target=/run,tmpfs-size=1m --mount src=data,dst=/data", """{"mounts":[{"type":"bind","target":"/www","source":"/page","readOnly":true},{"type":"tmpfs","target":"/run","sizeBytes":1048576},{"type":"volume","target":"/data","source":"data"}]}""")]
    [InlineData("-v data:/data:ro -v /page:/www", """{"mounts":[{"type":"volume","target":"/data","source":"data","readOnly":true},{"type":"bind","target":"/www","source":"/page"}]}""")]
    [InlineData("--ulimit nofile=10:20 --ulimit core=-1", """{"ulimits":[{"name":"nofile","soft":10,"hard":20},{"name":"core","soft":-1,"hard":-1}]}""")]
    [InlineData("--log-driver local --log-opt max-size=1m --log-opt compress=false", """{"logDriver":"local","logOptions":{"max-size":"1m","compress":"false"}}""")]
    [InlineData("--hw --device /dev/a:/dev/b", """{"devices":[{"hostPath":"/dev","permissions":"rwm"},{"hostPath":"/dev/a","containerPath":"/dev/b","permissions":"rwm"}]}""")]
    [InlineData("--boot-priority 3", """{"bootPriority":3}""")]
    [InlineData("-it", """{"openStdin":true,"tty":true}""")]
    public async Task Options_AreWhatIsAskedFor(string options, string expected)
    {
        await using var launcher = await WithImageAsync();

        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync(["create", .. options.Split(' '), "busybox"]), launcher.Error));

        Assert.Equal("c1\n", launcher.Out);
        Assert.Equal(expected, BodyOf(launcher));
    }

    [Theory]
    [InlineData("'--memory 5x' is not a size.", "--memory 5x")]
    [InlineData("'--cpus 0' is no number of processors.", "--cpus 0")]
    [InlineData("'--cpus -50%' is no number", "--cpus -50%")]
    [InlineData("'x' is not a whole number: --pids-limit.", "--pids-limit x")]
    [InlineData("'--restart always:3' is not known.", "--restart always:3")]
    [InlineData("'--health-interval 5' is no length of time.", "--health-cmd true --health-interval 5")]
    [InlineData("--health-retries says how a command is used", "--health-retries 5")]
    [InlineData("exclude each other", "--no-healthcheck --health-cmd true")]
    [InlineData("'--device fuse' cannot be used.", "--device fuse")]
    [InlineData("'--mount type=bind,target=/a' cannot be used.", "--mount type=bind,target=/a")]
    [InlineData("has 'consistency=x', which is not known.", "--mount type=bind,consistency=x")]
    [InlineData("'--ulimit nofile' cannot be used.", "--ulimit nofile")]
    [InlineData("'--label =x' has no name.", "--label =x")]
    [InlineData("'--log-opt =1m' has no name.", "--log-opt =1m")]
    [InlineData("the machine has no graphics processor", "--gpus all")]
    [InlineData("'--pull now' is not known.", "--pull now")]
    [InlineData("'--env-file /no/such/file' cannot be read", "--env-file /no/such/file")]
    [InlineData("There are two commands: 'busybox' and --cmd.", "--rootfs /tmp --cmd ls")]
    public async Task AValueThatCannotBe_IsRefused_BeforeAnythingIsAsked(string message, string options)
    {
        await using var launcher = await WithImageAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(["create", .. options.Split(' '), "busybox"]));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("  try: ", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task VariablesOfFiles_ComeFirst()
    {
        await using var launcher = await WithImageAsync();
        var file = Path.Combine(launcher.Place.Directory, "variables");
        await File.WriteAllTextAsync(file, "# none\n\nA=1\nHERE\nNOWHERE\nB= x \n", TestContext.Current.CancellationToken);
        launcher.Variables["HERE"] = "here";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("create", "-e", "A=2", "--env-file", file, "busybox"));

        Assert.Equal("""{"env":["A=1","HERE=here","B= x ","A=2"]}""", BodyOf(launcher));
    }

    [Fact]
    public async Task Create_LeavesTheCommandsOwnOptionsAlone()
    {
        await using var launcher = await WithImageAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("create", "--name", "a", "busybox", "ls", "-m", "--name"));

        Assert.Equal("""{"name":"a","cmd":["ls","-m","--name"]}""", BodyOf(launcher));
    }

    [Fact]
    public async Task OfARootFileSystem_AllWordsAreTheCommand()
    {
        await using var launcher = await WithImageAsync();
        launcher.Agent.On("GET /v1/images/inspect", """{"id":"sha256:7","tags":[],"digests":[],"sizeBytes":1,"architecture":"a","os":"linux","config":{"cmd":[],"entrypoint":[],"env":[],"exposedPorts":[],"volumes":[],"labels":{}},"layers":[]}""");

        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync("create", "--rootfs", launcher.Place.Directory, "ls", "-l"), launcher.Error));
        Assert.Equal("""{"cmd":["ls","-l"]}""", BodyOf(launcher));

        launcher.Forget();
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("create", "--rootfs", launcher.Place.Directory, "--cmd", "echo 'a b'"));
        Assert.Equal("""{"cmd":["echo","a b"]}""", BodyOf(launcher));
    }

    [Fact]
    public async Task PullAlways_PullsFirst_AndNever_DoesNot()
    {
        await using var launcher = await WithImageAsync();
        launcher.Agent.OnLines("POST /v1/images/pull", """{"status":"Pull complete"}""");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("create", "--pull", "always", "busybox"));
        Assert.Equal(["POST /v1/images/pull", "POST /v1/containers"], launcher.Agent.Requests.Select(request => request.Split(" {")[0]));

        launcher.Forget();
        launcher.Agent.OnProblem("POST /v1/containers", 404, "image_not_found");
        Assert.Equal(ExitCodes.AgentFailed, await launcher.RunAsync("create", "--pull", "never", "busybox"));
        Assert.Equal(["POST /v1/containers"], launcher.Agent.Requests.Select(request => request.Split(" {")[0]));
    }

    /// <summary>What was asked for besides the image; what is off or the usual is as good as absent.</summary>
    private static string BodyOf(Launcher launcher)
    {
        var request = launcher.Agent.Requests.First(request => request.StartsWith("POST /v1/containers {", StringComparison.Ordinal));
        var body = JsonNode.Parse(request["POST /v1/containers ".Length..])!.AsObject();
        Assert.True(body.Remove("image"));
        RemoveFalse(body);
        return body.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void RemoveFalse(JsonNode? node)
    {
        foreach (var child in node is JsonArray array ? array.ToList() : [])
        {
            RemoveFalse(child);
        }

        foreach (var (name, value) in node is JsonObject members ? members.ToList() : [])
        {
            RemoveFalse(value);
            if (value?.GetValueKind() == JsonValueKind.False)
            {
                node!.AsObject().Remove(name);
            }
        }
    }

    private static async Task<Launcher> WithImageAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("POST /v1/containers", """{"id":"c1","warnings":[]}""", StatusCodes.Status201Created);
        return launcher;
    }
}
