using System.Net;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Containers;

public sealed class CreateContainerTests
{
    [Theory]
    [InlineData("""{"ports":[{"hostPort":8000,"containerPort":80,"lastContainerPort":79}]}""", "8000:80-79/tcp")]
    [InlineData("""{"ports":[{"hostPort":65535,"containerPort":80,"lastContainerPort":81}]}""", "65535:80-81/tcp")]
    [InlineData("""{"ports":[{"hostPort":0,"containerPort":1,"lastContainerPort":65535},{"hostPort":0,"containerPort":1,"lastContainerPort":65535,"protocol":"udp"}]}""", "131070 ports")]
    [InlineData("""{"ports":[{"hostPort":1,"containerPort":1}],"network":"container:web"}""", "'container:web'")]
    [InlineData("""{"ports":[null]}""", "null in ports")]
    [InlineData("""{"cmd":["a\u0000b"]}""", "NUL character in cmd")]
    [InlineData("""{"network":"a/b"}""", "'a/b' cannot be a network")]
    [InlineData("""{"hostname":"-x"}""", "'-x' is not a host name")]
    [InlineData("""{"dns":["1"]}""", "'1' in dns")]
    [InlineData("""{"extraHosts":["a=1.2.3.4"]}""", "'a=1.2.3.4' in extraHosts")]
    [InlineData("""{"allowedHosts":[]}""", "allowedHosts is empty")]
    [InlineData("""{"allowedHosts":[null]}""", "null in allowedHosts")]
    [InlineData("""{"allowedHosts":["*.a.b","[::1]:80"]}""", "'*.a.b' in allowedHosts is not a host. '[::1]:80' in allowedHosts")]
    [InlineData("""{"allowedHosts":["a"],"network":"bridge","dns":["9.9.9.9"],"privileged":true}""", "with the network 'bridge'. allowedHosts is given with dns. allowedHosts is given with privileged")]
    [InlineData("""{"workDir":"srv"}""", "workDir is 'srv'")]
    [InlineData("""{"labels":{"":"x"}}""", "label has no name")]
    [InlineData("""{"stopSignal":"SIGFOO"}""", "stopSignal is 'SIGFOO'")]
    [InlineData("""{"stopTimeoutSeconds":-1}""", "stopTimeoutSeconds is -1")]
    [InlineData("""{"mounts":[{"type":"nfs","target":"/x"}]}""", "'nfs' is not a type")]
    [InlineData("""{"mounts":[{"type":"bind","target":"/x","source":"y"}]}""", "source of the bind mount '/x' is 'y'")]
    [InlineData("""{"mounts":[{"type":"volume","target":"x","source":"-v"}]}""", "Nothing can be mounted on 'x'. '-v' is not a name for a volume")]
    [InlineData("""{"mounts":[{"type":"tmpfs","target":"/x"}],"tmpfs":{"/x/":""}}""", "'/x' is mounted more than once")]
    [InlineData("""{"tmpfs":{"/x":"size=1q"}}""", "'size=1q' is not an option")]
    [InlineData("""{"devices":[{"hostPath":"/dev/null","permissions":"x"}]}""", "permissions of '/dev/null' are 'x'")]
    [InlineData("""{"memoryBytes":100}""", "memoryBytes is 100")]
    [InlineData("""{"memoryBytes":10000000,"memorySwapBytes":9000000}""", "memorySwapBytes is 9000000")]
    [InlineData("""{"memorySwapBytes":-1}""", "without memoryBytes")]
    [InlineData("""{"cpus":0}""", "cpus is 0")]
    [InlineData("""{"cpuShares":1}""", "cpuShares is 1")]
    [InlineData("""{"pidsLimit":0}""", "pidsLimit is 0")]
    [InlineData("""{"ulimits":[{"name":"files","soft":1,"hard":1},{"name":"nofile","soft":2,"hard":1}]}""", "'files' is not a ulimit. The ulimit nofile is 2:1")]
    [InlineData("""{"capAdd":["NET_ADMIN","FLY"]}""", "'FLY' is not a capability")]
    [InlineData("""{"securityOptions":["hardened"]}""", "'hardened' is not a security option")]
    [InlineData("""{"securityOptions":["seccomp={"]}""", "seccomp profile is not JSON")]
    [InlineData("""{"securityOptions":["seccomp={\"defaultAction\":\"NO\"}"]}""", "defaultAction \"NO\"")]
    [InlineData("""{"securityOptions":["seccomp={\"defaultAction\":\"\\ud800\"}"]}""", "is not JSON")]
    [InlineData("""{"restartPolicy":{"name":"sometimes"}}""", "'sometimes' is not a restart policy")]
    [InlineData("""{"restartPolicy":{"name":"always","maximumRetryCount":3}}""", "maximumRetryCount of 'always' is 3")]
    [InlineData("""{"restartPolicy":{"name":"always"},"autoRemove":true}""", "autoRemove is given with")]
    [InlineData("""{"restartPolicy":{"name":"always"},"volatile":true}""", "volatile is given with")]
    [InlineData("""{"system":true,"entrypoint":["/x"],"user":"web","init":true}""", "A system has an entrypoint. A system's init is to run as 'web'. A system is to have another first process")]
    [InlineData("""{"bootPriority":-1,"autoRemove":true}""", "bootPriority is -1. autoRemove is given with bootPriority")]
    [InlineData("""{"bootPriority":1,"restartPolicy":{"name":"always"}}""", "bootPriority is given with the restart policy 'always'")]
    [InlineData("""{"logDriver":"syslog"}""", "logDriver is 'syslog'")]
    [InlineData("""{"logDriver":"none","logOptions":{"max-size":"1m"}}""", "logOptions are given with the logDriver 'none'")]
    [InlineData("""{"logOptions":{"max-size":null}}""", "null in logOptions")]
    [InlineData("""{"healthCheck":{"test":["true"],"interval":-1}}""", "healthCheck.test is [true]. healthCheck.interval is -1")]
    public async Task WhatCannotBeUsed_Is400WithoutAskingTheEngine(string settings, string text)
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var body = JsonNode.Parse(settings)!.AsObject();
        body["image"] = "busybox";

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", body.ToJsonString());

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
        Assert.Contains(text, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyAllowedHosts_AreCounted()
    {
        await using var agent = await AgentUnderTest.StartAsync();
        var hosts = new JsonArray([.. Enumerable.Range(1, 65).Select(number => JsonValue.Create($"192.0.2.{number}"))]);

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", new JsonObject { ["image"] = "busybox", ["allowedHosts"] = hosts }.ToJsonString());

        Assert.Equal((HttpStatusCode.BadRequest, "allowedHosts has 65 hosts."), (status, (string?)problem["detail"]));
    }

    [Fact]
    public async Task ARangeOfPorts_IsEachOfThem()
    {
        var spec = await SentAsync(
            """{"image":"busybox","ports":[{"hostPort":8000,"containerPort":80,"lastContainerPort":81,"protocol":"udp"},{"hostPort":0,"containerPort":90,"lastContainerPort":91}]}""");

        Assert.Equal(
            """{"80/udp":[{"HostPort":"8000"}],"81/udp":[{"HostPort":"8001"}],"90/tcp":[{"HostPort":""}],"91/tcp":[{"HostPort":""}]}""",
            spec["HostConfig"]!["PortBindings"]!.ToJsonString());
        Assert.Equal("""{"80/udp":{},"81/udp":{},"90/tcp":{},"91/tcp":{}}""", spec["ExposedPorts"]!.ToJsonString());
    }

    [Fact]
    public async Task Units_AreTurnedIntoTheEngines()
    {
        var spec = await SentAsync(
            """{"image":"busybox","cpus":1.5,"network":"host","capDrop":["KILL"],"entrypoint":[],"healthCheck":{"test":["NONE"],"interval":250,"startPeriod":1}}""");

        Assert.Equal(1_500_000_000, (long)spec["HostConfig"]!["NanoCpus"]!);
        Assert.Equal("""["NET_RAW","KILL"]""", spec["HostConfig"]!["CapDrop"]!.ToJsonString());
        Assert.Equal("""[""]""", spec["Entrypoint"]!.ToJsonString());
        Assert.Equal("""{"Test":["NONE"],"Interval":250000000,"Timeout":0,"StartPeriod":1000000,"Retries":0}""", spec["Healthcheck"]!.ToJsonString());
    }

    [Fact]
    public async Task APlaceInTheBootOrder_IsALabel() =>
        Assert.Equal("""{"a":"b","pockr.boot-priority":"7"}""", (await SentAsync("""{"image":"busybox","labels":{"a":"b"},"bootPriority":7}"""))["Labels"]!.ToJsonString());

    [Theory]
    [InlineData("""{"image":"busybox"}""", null)]
    [InlineData("""{"image":"busybox","logDriver":"none"}""", """{"Type":"none"}""")]
    [InlineData("""{"image":"busybox","logOptions":{"max-size":"1m"}}""", """{"Type":"","Config":{"max-size":"1m"}}""")]
    public async Task HowOutputIsKept_IsDockerdsOwnBusiness_UnlessItIsSaid(string body, string? expected) =>
        Assert.Equal(expected, (await SentAsync(body))["HostConfig"]!["LogConfig"]?.ToJsonString());

    [Theory]
    [InlineData("""{"image":"debian","system":true}""", "/sbin/init", "/usr/lib/systemd/systemd", "systemd", "SIGRTMIN+3")]
    [InlineData("""{"image":"debian","system":true}""", "/sbin/init", "", "sysvinit", "SIGINT")]
    [InlineData("""{"image":"debian","system":true}""", "/sbin/init", "/bin/busybox", "busybox", "SIGUSR2")]
    [InlineData("""{"image":"debian","system":true,"cmd":["/sbin/openrc-init"]}""", "/sbin/openrc-init", "", "openrc", "SIGTERM")]
    [InlineData("""{"image":"debian","system":true,"cmd":["/srv/own"],"stopSignal":"SIGUSR1","stopTimeoutSeconds":3}""", "/srv/own", "", "unknown", "SIGUSR1", 3)]
    public async Task ASystem_IsBootedAsItsInitWants(string body, string program, string target, string name, string stopSignal, int stopSeconds = 30)
    {
        var sent = await SentForSystemAsync(body, request => request.StartsWith($"GET /containers/abc/archive?path={Uri.EscapeDataString(program)}", StringComparison.Ordinal)
            ? PathStat(program, target)
            : EngineScripts.Ready(request));

        var spec = sent[^1];
        Assert.Equal(
            (program, stopSignal, stopSeconds, name, "system", true, true),
            ((string)spec["Cmd"]![0]!, (string)spec["StopSignal"]!, (int)spec["StopTimeout"]!, (string)spec["Labels"]!["pockr.init"]!,
                (string)spec["HostConfig"]!["Runtime"]!, (bool)spec["Tty"]!, spec["HostConfig"]!["Tmpfs"]!.AsObject().ContainsKey("/run")));
        Assert.Equal("""[""]""", spec["Entrypoint"]!.ToJsonString());
        Assert.Equal("""["SYS_BOOT"]""", spec["HostConfig"]!["CapAdd"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"image":"debian","system":true}""", """{"/run":"exec,mode=755","/run/lock":"","/tmp":"exec"}""")]
    [InlineData("""{"image":"debian","system":true,"mounts":[{"type":"volume","target":"/tmp/"},{"type":"tmpfs","target":"/run/lock"}]}""", """{"/run":"exec,mode=755"}""")]
    [InlineData("""{"image":"debian","system":true,"tmpfs":{"/run/":"size=64m"},"mounts":[{"type":"volume","target":"/srv"}]}""", """{"/run/":"size=64m","/run/lock":"","/tmp":"exec"}""")]
    public async Task ASystem_HasInMemory_WhatIsNotMountedOtherwise(string body, string tmpfs)
    {
        var sent = await SentForSystemAsync(body, request => request.Contains("/archive?", StringComparison.Ordinal)
            ? PathStat("/sbin/init", "/usr/lib/systemd/systemd")
            : EngineScripts.Ready(request));

        Assert.Equal(tmpfs, sent[^1]["HostConfig"]!["Tmpfs"]!.ToJsonString());
    }

    [Fact]
    public async Task AnImageWithoutAnInit_IsRefused()
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            "POST /containers/create" => Answer(201, """{"Id":"abc","Warnings":[]}"""),
            "DELETE /containers/abc?force=1&v=1" => Answer(204, ""),
            _ when request.Contains("/archive", StringComparison.Ordinal) => Answer(404, """{"message":"Could not find the file /sbin/init in container abc"}"""),
            _ => EngineScripts.Ready(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", """{"image":"busybox","system":true}""");

        Assert.Equal((HttpStatusCode.BadRequest, "The image 'busybox' has no /sbin/init, so there is no system in it to boot."), (status, (string?)problem["detail"]));
        Assert.Contains("DELETE /containers/abc?force=1&v=1", script.Requests);
        Assert.Single(script.Requests, "POST /containers/create");
    }

    private static string PathStat(string program, string target)
    {
        var stat = $$"""{"name":"{{program}}","size":1,"mode":134218239,"mtime":"2026-01-01T00:00:00Z","linkTarget":"{{target}}"}""";
        return $"HTTP/1.1 200 X\r\nX-Docker-Container-Path-Stat: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(stat))}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    }

    private static async Task<IReadOnlyList<JsonNode>> SentForSystemAsync(string body, Func<string, string> answer)
    {
        await using var script = new ScriptedEngine(request => request switch
        {
            "POST /containers/create" => Answer(201, """{"Id":"abc","Warnings":[]}"""),
            _ when request.StartsWith("DELETE /containers/abc", StringComparison.Ordinal) => Answer(204, ""),
            _ => answer(request),
        });
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, problem) = await agent.PostJsonAsync("/v1/containers", body);

        Assert.True(status == HttpStatusCode.Created, problem.ToJsonString());
        return [.. script.Bodies.Where(sent => sent.Length > 0).Select(sent => JsonNode.Parse(sent)!)];
    }

    private static async Task<JsonNode> SentAsync(string body)
    {
        await using var script = new ScriptedEngine(request =>
            request == "POST /containers/create" ? Answer(201, """{"Id":"abc","Warnings":[]}""") : EngineScripts.Ready(request));
        await using var agent = await AgentUnderTest.StartAsync(script.SocketPath);

        var (status, _) = await agent.PostJsonAsync("/v1/containers", body);

        Assert.Equal(HttpStatusCode.Created, status);
        return JsonNode.Parse(script.Bodies.Single(sent => sent.Length > 0))!;
    }
}
