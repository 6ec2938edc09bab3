using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Pockr.EngineClient.Tests;

namespace Pockr.GuestAgent.Tests.Walls;

/// <summary>A dockerd with networks behind the wall, and a firewall that notes what it is given.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class WalledEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pockr-walls-");
    private readonly ConcurrentDictionary<string, string> _networks = new() { ["id-own"] = """{"Id":"id-own","Name":"own","Labels":{}}""" };
    private readonly SemaphoreSlim _removals = new(0);

    public WalledEngine()
    {
        Script = new ScriptedEngine(AnswerAsync);
        FirewallIs("cat >\"$0.new\" && mv \"$0.new\" \"$0.rules\"");
    }

    public ScriptedEngine Script { get; }

    public string FirewallProgram => Path.Combine(_directory.FullName, "iptables-restore");

    /// <summary>What the firewall was given last; empty if nothing was.</summary>
    public string Rules => File.Exists($"{FirewallProgram}.rules") ? File.ReadAllText($"{FirewallProgram}.rules") : "";

    /// <summary>Name of the network that the one container is in.</summary>
    public string Used { get; set; } = "";

    /// <summary>Answer to the making of a container.</summary>
    public string Created { get; set; } = ScriptedEngine.Answer(201, """{"Id":"abc","Warnings":[]}""");

    public IEnumerable<string> Removed => Script.Requests.Where(request => request.StartsWith("DELETE", StringComparison.Ordinal));

    public void FirewallIs(string script)
    {
        File.WriteAllText(FirewallProgram, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(FirewallProgram, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Have(string name, string allowed, string subnet = "172.18.0.0/16") => _networks[$"id-{name}"] =
        $$$"""{"Id":"id-{{{name}}}","Name":"{{{name}}}","Labels":{"pockr.allowed-hosts":"{{{allowed}}}"},"IPAM":{"Config":[{"Subnet":"{{{subnet}}}"}]}}""";

    /// <summary>Tells that a container was removed.</summary>
    public void TellRemoval() => _removals.Release();

    public async ValueTask DisposeAsync()
    {
        await Script.DisposeAsync();
        _removals.Dispose();
        _directory.Delete(recursive: true);
    }

    private Task AnswerAsync(string request, NetworkStream connection) =>
        request.StartsWith("GET /events?", StringComparison.Ordinal) ? TellAsync(connection) : SayAsync(connection, Answer(request));

    private string Answer(string request) => request switch
    {
        "POST /networks/create" => Make(Script.Bodies.Last(body => body.Length > 0)),
        "GET /networks" => ScriptedEngine.Answer(200, $"[{string.Join(',', _networks.Values)}]"),
        "GET /containers/json?all=1" => ScriptedEngine.Answer(200, $$"""
            [{"Id":"c","Image":"i","Command":"x","State":"exited","Status":"x","Created":1,"NetworkSettings":{"Networks":{"{{Used}}":{"IPAddress":""} } } }]
            """),
        "POST /containers/create" => Created,
        _ when request.StartsWith("DELETE /networks/", StringComparison.Ordinal) => Remove(request.Split('/')[^1]),
        _ => EngineScripts.Ready(request),
    };

    // As dockerd shows it from then on.
    private string Make(string body)
    {
        var spec = JsonNode.Parse(body)!;
        Have((string)spec["Name"]!, (string)spec["Labels"]!["pockr.allowed-hosts"]!);
        return ScriptedEngine.Answer(201, """{"Id":"n1"}""");
    }

    private string Remove(string id) => ScriptedEngine.Answer(_networks.TryRemove(id, out _) ? 204 : 404, "");

    private async Task TellAsync(NetworkStream connection)
    {
        await SayAsync(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        while (true)
        {
            await _removals.WaitAsync(TestContext.Current.CancellationToken);
            await SayAsync(connection, """{"Type":"container","Action":"destroy","Actor":{"ID":"c","Attributes":{}},"timeNano":1}""" + "\n");
        }
    }

    private static Task SayAsync(NetworkStream connection, string answer) => connection.WriteAsync(Encoding.UTF8.GetBytes(answer)).AsTask();
}
