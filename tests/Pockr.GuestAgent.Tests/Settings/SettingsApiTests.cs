using System.Net;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Tests;
using static Pockr.EngineClient.Tests.ScriptedEngine;

namespace Pockr.GuestAgent.Tests.Settings;

/// <summary>The agent with a machine's files in a directory, where programs only note what they are given.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SettingsApiTests : IDisposable
{
    private const string Configuration = """{"live-restore": true, "insecure-registries": ["10.0.2.2/32"]}""";

    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("pockr-settings-");

    public SettingsApiTests()
    {
        _machine.CreateSubdirectory("certs");
        File.WriteAllText(In("daemon.json"), Configuration);
        File.WriteAllText(In("running.json"), Configuration);
        File.WriteAllText(In("resolv.conf"), "nameserver 10.0.2.3\noptions timeout:2 attempts:3\n");
        WriteProgram("iptables-restore", "cat >\"$0.rules\"");
        WriteProgram("ipv6", "echo \"$@\" >>\"$0.calls\"");
        WriteProgram("share", "echo \"$@\" >>\"$0.calls\"");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task AMachineThatWasGivenNothing_HasNone()
    {
        await using var agent = await StartAsync();

        Assert.Equal("{}", (await agent.GetJsonAsync("/v1/system/settings")).Body.ToJsonString());
        Assert.Null((await agent.GetJsonAsync("/health")).Body["settings"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Settings_AreTakenOver_Kept_AndTakenBack()
    {
        await using var agent = await StartAsync();

        var (status, given) = await PutAsync(agent, """
            {"dns":["9.9.9.9","1.1.1.1"],"registryMirrors":["https://m"],"insecureRegistries":["r:5000"],"httpProxy":"http://p:1",
             "hostAccess":{"closedPorts":[7080]},"revision":"r1"}
            """);

        Assert.Equal((HttpStatusCode.OK, "r1"), (status, (string?)given["revision"]));
        Assert.Equal("r1", (string?)(await agent.GetJsonAsync("/health")).Body["settings"]);
        Assert.Equal("nameserver 9.9.9.9\nnameserver 1.1.1.1\noptions timeout:2 attempts:3\n", Read("resolv.conf"));
        Assert.Equal(
            """
            *filter
            :POCKR-HOST - [0:0]
            -A POCKR-HOST -p tcp --dport 7080 -j REJECT --reject-with tcp-reset
            COMMIT
            *mangle
            :POCKR-HOST - [0:0]
            -A POCKR-HOST -p tcp --dport 7080 -j MARK --set-mark 0x77616c6c
            COMMIT

            """,
            Read("iptables-restore.rules"));
        Assert.Equal(
            """{"live-restore":true,"insecure-registries":["10.0.2.2/32","r:5000"],"registry-mirrors":["https://m"],"proxies":{"http-proxy":"http://p:1"}}""",
            JsonNode.Parse(Read("running.json"))!.ToJsonString());
        var kept = Path.Combine(agent.StateDirectory, "settings");
        Assert.Equal(["daemon.json", "firewall", "settings.json"], Directory.GetFiles(kept).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(kept, "settings.json")));

        await PutAsync(agent, "{}");

        Assert.Equal("{}", (await agent.GetJsonAsync("/v1/system/settings")).Body.ToJsonString());
        Assert.Null((await agent.GetJsonAsync("/health")).Body["settings"]);
        Assert.Equal("nameserver 10.0.2.3\noptions timeout:2 attempts:3\n", Read("resolv.conf"));
        Assert.Equal(Configuration, Read("running.json"));
        Assert.Contains("-A POCKR-HOST -j REJECT --reject-with icmp-port-unreachable", Read("iptables-restore.rules"), StringComparison.Ordinal);
        Assert.Contains("-A POCKR-HOST -j MARK --set-mark 0x77616c6c", Read("iptables-restore.rules"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(kept));
    }

    [Fact(Timeout = 60_000)]
    public async Task NewRegistries_AreReadByTheDockerdThatRuns()
    {
        WriteProgram("dockerd", "trap ': >\"$0.reloaded\"' HUP; : >\"$0.ready\"; while :; do sleep 0.1; done");
        using var dockerd = System.Diagnostics.Process.Start(In("dockerd"));
        await WhenThereAsync("dockerd.ready");
        await File.WriteAllTextAsync(In("docker.pid"), $"{dockerd.Id}\n", Cancellation);
        await using var script = new ScriptedEngine(async (request, connection) =>
        {
            if (request.StartsWith("GET /events?", StringComparison.Ordinal))
            {
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancellation);
                await WhenThereAsync("dockerd.reloaded");
                await connection.WriteAsync("""{"Type":"daemon","Action":"reload","Actor":{"ID":"x","Attributes":{}},"timeNano":1}"""u8.ToArray(), Cancellation);
                return;
            }

            await connection.WriteAsync(Encoding.UTF8.GetBytes(EngineScripts.Ready(request)), Cancellation);
        });
        await using var agent = await StartAsync(script.SocketPath);
        try
        {
            var (status, _) = await PutAsync(agent, """{"registryMirrors":["https://m"]}""");
            Assert.Equal(HttpStatusCode.OK, status);
        }
        finally
        {
            dockerd.Kill();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Mounts_AreMounted_AndWrittenDownForTheNextBoot()
    {
        await using var script = new ScriptedEngine(request => request.StartsWith("GET /containers/json", StringComparison.Ordinal) ? Answer(200, "[]") : EngineScripts.Ready(request));
        await using var agent = await StartAsync(script.SocketPath);

        var (status, _) = await PutAsync(agent, """{"mounts":[{"tag":"pockr-1","path":"/srv/it's","readOnly":true},{"tag":"pockr-2","path":"/srv/b"}]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("pockr-1 /srv/it's ro\npockr-2 /srv/b rw\n", Read("share.calls"));
        Assert.Equal(
            $"{In("share")} 'pockr-1' '/srv/it'\\''s' 'ro'\n{In("share")} 'pockr-2' '/srv/b' 'rw'\n",
            await File.ReadAllTextAsync(Path.Combine(agent.StateDirectory, "settings", "shares"), Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Ipv6_IsGivenToTheMachineAndToDockerd_AndTakenBack()
    {
        await using var agent = await StartAsync();
        var kept = Path.Combine(agent.StateDirectory, "settings", "ipv6");

        await PutAsync(agent, """{"ipv6":true}""");

        Assert.Equal("on\n", await File.ReadAllTextAsync(kept, Cancellation));
        var configuration = JsonNode.Parse(Read("running.json"))!;
        Assert.True((bool)configuration["ipv6"]! && (bool)configuration["ip6tables"]!);
        Assert.Equal("fd70:6f63:6b73::/64", (string?)configuration["fixed-cidr-v6"]);

        await PutAsync(agent, """{"ipv6":false}""");
        await PutAsync(agent, "{}");

        Assert.False(File.Exists(kept));
        Assert.Equal(Configuration, Read("running.json"));
        Assert.Equal("on\noff\n", Read("ipv6.calls"));
    }

    [Fact(Timeout = 60_000)]
    public async Task AFailure_LeavesARevisionThatNobodyGave()
    {
        WriteProgram("share", "echo no such device >&2; exit 255");
        await using var agent = await StartAsync();

        var (status, problem) = await PutAsync(agent, """{"mounts":[{"tag":"pockr-1","path":"/srv/a"}],"revision":"r1"}""");

        Assert.Equal((HttpStatusCode.BadGateway, "mount_failed"), (status, (string?)problem["code"]));
        Assert.Contains("no such device", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal("unfinished", (string?)(await agent.GetJsonAsync("/health")).Body["settings"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task ADamagedFile_IsASettingNobodyGave()
    {
        await using var agent = await StartAsync();
        Directory.CreateDirectory(Path.Combine(agent.StateDirectory, "settings"));
        await File.WriteAllTextAsync(Path.Combine(agent.StateDirectory, "settings", "settings.json"), "{\"dns\":", Cancellation);

        Assert.Equal("unfinished", (string?)(await agent.GetJsonAsync("/health")).Body["settings"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("""{"dns":["x"],"httpProxy":"y"}""", "dns is 'x'", "httpProxy is 'y'")]
    [InlineData("""{"dns":[null]}""", "dns is nothing")]
    [InlineData("""{"extraCa":"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"}""", "something else in it than certificates")]
    [InlineData("""{"mounts":[{"tag":"A,b","path":"/usr/x"}]}""", "mounts is 'A,b'", "mounts is '/usr/x'; the machine has its own /usr")]
    [InlineData("""{"mounts":[{"tag":"a","path":"/srv"},{"tag":"b","path":"/srv"}]}""", "mounts is '/srv'; it is in '/srv'")]
    [InlineData("""{"mounts":[null]}""", "mounts is nothing")]
    [InlineData("""{"hostAccess":{"closedPorts":[0]}}""", "closedPorts")]
    [InlineData("""{"revision":"a b"}""", "revision is 'a b'")]
    public async Task WhatCannotBe_IsAllTold_AndChangesNothing(string body, params string[] findings)
    {
        await using var agent = await StartAsync();

        var (status, problem) = await PutAsync(agent, body);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (status, (string?)problem["code"]));
        Assert.All(findings, finding => Assert.Contains(finding, (string?)problem["detail"], StringComparison.Ordinal));
        Assert.Null((await agent.GetJsonAsync("/health")).Body["settings"]);
    }

    public void Dispose() => _machine.Delete(recursive: true);

    private Task<AgentUnderTest> StartAsync(string? engineSocket = null) => AgentUnderTest.StartAsync(engineSocket, settings:
    [
        $"--EngineConfiguration={In("daemon.json")}", $"--RunningEngineConfiguration={In("running.json")}", $"--EngineProcessFile={In("docker.pid")}",
        $"--ResolverFile={In("resolv.conf")}", $"--Certificates={In("certs")}", $"--FirewallProgram={In("iptables-restore")}", $"--ShareProgram={In("share")}",
        $"--Ipv6Program={In("ipv6")}",
    ]);

    private static async Task<(HttpStatusCode Status, JsonNode Body)> PutAsync(AgentUnderTest agent, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await agent.Client.PutAsync("/v1/system/settings", content, Cancellation);
        return (response.StatusCode, await AgentUnderTest.ReadAsync(response));
    }

    private string In(string name) => Path.Combine(_machine.FullName, name);

    private string Read(string name) => File.ReadAllText(In(name));

    private async Task WhenThereAsync(string name)
    {
        while (!File.Exists(In(name)))
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private void WriteProgram(string name, string line)
    {
        File.WriteAllText(In(name), $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
