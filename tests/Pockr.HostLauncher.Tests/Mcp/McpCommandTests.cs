using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Testing;

namespace Pockr.HostLauncher.Tests.Mcp;

/// <summary>The server as its client sees it, with an agent that answers as told.</summary>
public sealed class McpCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ItsToolsAreTold_BeforeThereIsAMachine()
    {
        await using var world = await McpWorld.StartAsync(await Launcher.CreateDownAsync(), "--image", "busybox", "--image", "python", "--memory", "64m", "--cpus", "50%");

        var tools = (await world.Client.ListToolsAsync(cancellationToken: Cancellation)).ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);

        Assert.Equal(
            ["create_sandbox", "list_files", "list_ports", "list_sandboxes", "read_file", "remove_sandbox", "run_code", "run_command", "write_file"],
            tools.Keys.Order());
        Assert.All(tools.Values, tool => Assert.False(string.IsNullOrEmpty(tool.Description) || tool.OutputSchema is null));
        Assert.Equal(["list_files", "list_ports", "list_sandboxes", "read_file"], tools.Values.Where(tool => tool.Annotations!.ReadOnlyHint == true).Select(tool => tool.Name).Order());
        var create = tools["create_sandbox"].InputSchema.GetProperty("properties");
        Assert.Equal("""["busybox","python"]""", create.GetProperty("image").GetProperty("enum").GetRawText());
        Assert.Equal((64, 0.5), (create.GetProperty("memoryMiB").GetProperty("maximum").GetInt32(), create.GetProperty("cpus").GetProperty("maximum").GetDouble()));
        Assert.Contains("64 MiB", world.Client.ServerInstructions, StringComparison.Ordinal);
        Assert.Empty((await world.MustAsync("list_sandboxes"))["sandboxes"]!.AsArray());
        Assert.Equal(("", 1), (world.Launcher.Error, world.Launcher.Host.QemuStarts));
    }

    [Fact]
    public async Task AMachineThatIsDown_IsStarted_AndThatIsNotSaidOnStdout()
    {
        await using var world = await McpWorld.StartRawAsync(await Launcher.CreateDownAsync(), "--image", "busybox");

        foreach (var id in new[] { 2, 3 })
        {
            var answer = await world.ExchangeAsync(
                $$$$"""{"jsonrpc":"2.0","id":{{{{id}}}},"method":"tools/call","params":{"name":"run_command","arguments":{"command":"x"}}}""", id);
            Assert.Equal(0, (int?)answer["result"]?["structuredContent"]?["exitCode"]);
        }

        Assert.Equal(("Starting the machine default ...\n", 2), (world.Launcher.Error, world.Launcher.Host.QemuStarts));
    }

    [Fact]
    public async Task WithoutASandbox_TheUsualOneIsMade_WithinTheLimits_AndOnlyOnce()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--memory", "64m", "--cpus", "0.5", "--pids-limit", "32");
        world.Sandboxes.OnExec = (context, _) => FakeSandboxes.WriteLinesAsync(context, """{"stream":"stdout","text":"'42'\n"}""", """{"stream":"stderr","text":"hm\n"}""", """{"exitCode":3}""");

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.MustAsync("run_code", """{"language":"python","code":"print(6 * 7)"}""")));

        Assert.All(results, result => Assert.Equal("""{"stdout":"'42'\n","stderr":"hm\n","exitCode":3,"timedOut":false,"truncated":false,"note":null}""", Text(result)));
        var made = world.Sandboxes.Single;
        Assert.EndsWith("-default", (string)made["name"]!, StringComparison.Ordinal);
        Assert.Equal(("none", 64L << 20, 0.5, 32), ((string)made["network"]!, (long)made["memoryBytes"]!, (double)made["cpus"]!, (int)made["pidsLimit"]!));
        Assert.NotNull(made["labels"]!["pockr.lease"]);
        Assert.Contains(world.Launcher.Agent.Requests, request => request.EndsWith("""{"cmd":["python3","-c","print(6 * 7)"],"timeoutSeconds":30}""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACommand_IsALineOrWords_WithDirectoryInputAndTime()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--timeout", "20");

        await world.MustAsync("run_command", """{"command":"ls | wc -l","workDir":"/tmp","stdin":"a\n"}""");
        Assert.EndsWith("""{"cmd":["sh","-c","ls | wc -l"],"workDir":"/tmp","stdin":"a\n","timeoutSeconds":20}""", world.Launcher.Agent.Requests.Last(), StringComparison.Ordinal);
        await world.MustAsync("run_command", """{"argv":["ls","-l"],"timeoutSeconds":5,"command":null}""");
        Assert.EndsWith("""{"cmd":["ls","-l"],"timeoutSeconds":5}""", world.Launcher.Agent.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTooMuch_OrTooLate_IsSaidToBe()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--max-output", "1k");
        world.Sandboxes.OnExec = (context, _) => FakeSandboxes.WriteLinesAsync(context, $$"""{"stream":"stdout","text":"{{new string('x', 2000)}}"}""", """{"exitCode":137,"timedOut":true}""");

        var result = await world.MustAsync("run_command", """{"command":"yes"}""");

        Assert.Equal((1024, true, true, 137), (((string)result["stdout"]!).Length, (bool)result["truncated"]!, (bool)result["timedOut"]!, (int)result["exitCode"]!));
        Assert.Contains("longer than 30 s", (string)result["note"]!, StringComparison.Ordinal);
        Assert.Contains("first 1024 bytes", (string)result["note"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_AreText_OrBase64_AndReadInParts()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--max-output", "1k");
        world.Sandboxes.Files["/bytes"] = [0xFF, 0x00];
        world.Sandboxes.Files["/long"] = Encoding.UTF8.GetBytes(new string('x', 1023) + "è!");

        Assert.Equal("""{"path":"a.txt","bytes":3}""", Text(await world.MustAsync("write_file", """{"path":"a.txt","content":"è\n"}""")));
        await world.MustAsync("write_file", """{"path":"/b64","content":"aGk=","encoding":"base64"}""");

        Assert.Equal(("è\n", "hi"), (Encoding.UTF8.GetString(world.Sandboxes.Files["/home/sandbox/a.txt"]), Encoding.UTF8.GetString(world.Sandboxes.Files["/b64"])));
        Assert.Equal("""{"content":"/wA=","encoding":"base64","bytes":2,"truncated":false,"nextOffset":null}""", Text(await world.MustAsync("read_file", """{"path":"/bytes"}""")));
        var first = await world.MustAsync("read_file", """{"path":"/long"}""");
        Assert.Equal(("utf-8", 1023, true, 1023), ((string)first["encoding"]!, (int)first["bytes"]!, (bool)first["truncated"]!, (int)first["nextOffset"]!));
        Assert.Equal("""{"content":"è!","encoding":"utf-8","bytes":3,"truncated":false,"nextOffset":null}""", Text(await world.MustAsync("read_file", """{"path":"/long","offset":1023}""")));
        Assert.Equal("", (string)(await world.MustAsync("read_file", """{"path":"/long","offset":5000}"""))["content"]!);
        Assert.Equal(4, (await world.MustAsync("list_files"))["entries"]!.AsArray().Count);
    }

    [Fact]
    public async Task ASandboxWithPorts_IsMadeListedAndRemoved_AndPortsAreWhereTheyAre()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--profile", "dev", "--network", "bridge");

        var made = await world.MustAsync("create_sandbox", """{"name":"web","profile":"dev","memoryMiB":100,"ports":[80,80]}""");
        Assert.Equal(("web", "dev", "[80]"), ((string)made["name"]!, (string)made["profile"]!, made["ports"]!.ToJsonString()));
        Assert.Equal(("bridge", 100L << 20, "pockr/dev"), ((string)world.Sandboxes.Single["network"]!, (long)world.Sandboxes.Single["memoryBytes"]!, (string)world.Sandboxes.Single["image"]!));

        var port = Assert.Single((await world.MustAsync("list_ports", """{"sandbox":"web"}"""))["ports"]!.AsArray())!;
        Assert.Equal((80, "127.0.0.1", true), ((int)port["port"]!, (string)port["hostAddress"]!, (bool)port["open"]!));
        Assert.Contains(world.Launcher.Host.MonitorLines, line => line.StartsWith($"hostfwd_add", StringComparison.Ordinal) && line.Contains($":{port["hostPort"]}-", StringComparison.Ordinal));

        Assert.Equal("sandbox-1", (string)(await world.MustAsync("create_sandbox"))["name"]!);
        Assert.Equal(["sandbox-1", "web"], (await world.MustAsync("list_sandboxes"))["sandboxes"]!.AsArray().Select(sandbox => (string)sandbox!["name"]!));
        await world.MustAsync("remove_sandbox", """{"sandbox":"web"}""");
        Assert.Equal("pockr.sandbox.project", Assert.Single(world.Sandboxes.Single["labels"]!.AsObject(), label => ((string)label.Value!).StartsWith("mcp-", StringComparison.Ordinal)).Key);
    }

    [Theory]
    [InlineData("create_sandbox", """{"memoryMiB":65}""", "'memoryMiB' is 65, and 64 is the most this server allows.\nremedy: Ask for 64 or less. Whoever starts the server can allow more with '--memory'.\ncode: limit_exceeded")]
    [InlineData("create_sandbox", """{"cpus":2}""", "'cpus' is 2, and 1 is the most this server allows.\nremedy: Ask for 1 or less. Whoever starts the server can allow more with '--cpus'.\ncode: limit_exceeded")]
    [InlineData("create_sandbox", """{"pidsLimit":1e9}""", "'pidsLimit' is 1000000000, and 256 is the most this server allows.")]
    [InlineData("create_sandbox", """{"memoryMiB":5}""", "'memoryMiB' is 5.\nremedy: Use 6 to 64.\ncode: argument_invalid")]
    [InlineData("create_sandbox", """{"image":"alpine"}""", "'image' is 'alpine', which is not to be had here.\nremedy: Use one of: busybox. Whoever starts the server can allow more with '--image'.")]
    [InlineData("create_sandbox", """{"profile":"dev"}""", "create_sandbox has no argument 'profile'.")]
    [InlineData("create_sandbox", """{"network":"host"}""", "create_sandbox has no argument 'network'.\nremedy: Use name, image, memoryMiB, cpus, pidsLimit, ports.")]
    [InlineData("create_sandbox", """{"ports":[80]}""", "Sandboxes here have no network, so ports (80) cannot be published.\nremedy: Leave 'ports' out. Whoever starts the server can allow more with '--network NAME'.\ncode: network_not_allowed")]
    [InlineData("create_sandbox", """{"ports":[70000]}""", "'ports' is 70000.\nremedy: Use 1 to 65535.")]
    [InlineData("create_sandbox", """{"ports":80}""", "'ports' is 80, which is of another type than asked for.\nremedy: Send an array, each of type 'integer'.")]
    [InlineData("create_sandbox", """{"name":"../../etc"}""", "'../../etc' cannot be the name of a sandbox.")]
    [InlineData("create_sandbox", """{"name":"a\n"}""", "cannot be the name of a sandbox.")]
    [InlineData("create_sandbox", """{"name":""}""", "'' cannot be the name of a sandbox.")]
    [InlineData("run_code", """{"language":"sh"}""", "There is no 'code', which is needed.")]
    [InlineData("run_code", """{"language":"cobol","code":""}""", "'language' is 'cobol', which is not to be had here.\nremedy: Use one of: sh, bash")]
    [InlineData("run_code", """{"language":"sh","code":["x"]}""", "'code' is [\"x\"], which is of another type than asked for.")]
    [InlineData("run_command", "{}", "There is nothing to run.")]
    [InlineData("run_command", """{"argv":[]}""", "There is nothing to run.")]
    [InlineData("run_command", """{"argv":["a",1]}""", "'argv' is 1, which is of another type than asked for.\nremedy: Send an array, each of type 'string'.")]
    [InlineData("run_command", """{"command":"a","argv":["a"]}""", "There are 'command' and 'argv'.")]
    [InlineData("run_command", """{"command":"a","timeoutSeconds":301}""", "'timeoutSeconds' is 301, and 300 is the most this server allows.")]
    [InlineData("run_command", """{"command":"a","timeoutSeconds":"9"}""", "'timeoutSeconds' is \"9\", which is of another type than asked for.\nremedy: Send one value of type 'integer'.")]
    [InlineData("run_command", """{"command":"a","timeoutSeconds":1.5}""", "'timeoutSeconds' is 1.5, which is of another type than asked for.")]
    [InlineData("run_command", """{"command":"a","timeoutSeconds":1e400}""", "'timeoutSeconds' is ")]
    [InlineData("run_command", """{"command":"a","sandbox":"..%2Fother"}""", "'..%2Fother' cannot be the name of a sandbox.")]
    [InlineData("run_command", """{"command":"a","sandbox":"other"}""", "There is no sandbox 'other'.\nremedy: List them with list_sandboxes")]
    [InlineData("remove_sandbox", "{}", "There is no 'sandbox', which is needed.")]
    [InlineData("remove_sandbox", """{"sandbox":"other"}""", "There is no sandbox 'other'.")]
    [InlineData("read_file", """{"path":""}""", "'path' is empty.")]
    [InlineData("read_file", """{"path":"a","offset":-1}""", "'offset' is -1.\nremedy: Use 0 to 2147483647.")]
    [InlineData("write_file", """{"path":"a","content":"%","encoding":"base64"}""", "'content' is not Base64.")]
    public async Task WhatCannotBe_IsRefused_WithReasonAndRemedy_AndNothingIsMade(string tool, string arguments, string refusal)
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--memory", "64m");

        var text = await world.RefusedAsync(tool, arguments);

        Assert.Contains(refusal, text, StringComparison.Ordinal);
        Assert.Matches("\nremedy: .+\ncode: [a-z_]+$", text);
        Assert.Empty(world.Sandboxes.Created);
    }

    [Fact]
    public async Task WhatIsHuge_IsRefused_AndShownShort()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");

        var code = await world.RefusedAsync("run_code", new JsonObject { ["language"] = "sh", ["code"] = new string('x', 200_000) }.ToJsonString());
        var name = await world.RefusedAsync("run_code", new JsonObject { ["language"] = new string('y', 2_000_000), ["code"] = "x" }.ToJsonString());

        Assert.StartsWith("The code has 200000 bytes, and 131071 is the most", code, StringComparison.Ordinal);
        Assert.InRange(name.Length, 1, 300);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"run_command","arguments":{"command":"\ud800"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"run_command","arguments":"none"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"sh"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/destroy"}""")]
    public async Task WhatIsNoProperCall_IsAnswered_AndTheServerGoesOn(string line)
    {
        await using var world = await McpWorld.StartRawAsync(await Launcher.CreateRunningAsync(), "--image", "busybox");

        var answer = await world.ExchangeAsync($"{{\n\n{line}", 7);

        Assert.True(answer["error"] is not null || (bool?)answer["result"]!["isError"] == true, answer.ToJsonString());
        Assert.NotNull((await world.ExchangeAsync("""{"jsonrpc":"2.0","id":9,"method":"tools/list"}""", 9))["result"]);
        Assert.Empty(world.Sandboxes.Created);
    }

    [Fact]
    public async Task TooManySandboxes_AndANameTwice_AreRefused()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox", "--max-sandboxes", "2");
        await world.MustAsync("create_sandbox", """{"name":"one"}""");

        Assert.Contains("There is a sandbox 'one' already.", await world.RefusedAsync("create_sandbox", """{"name":"one"}"""), StringComparison.Ordinal);
        await world.MustAsync("run_command", """{"command":"x"}""");
        Assert.Contains("There are 2 sandboxes, which is the most this server allows: default, one.\nremedy: Remove one with remove_sandbox. Whoever starts", await world.RefusedAsync("create_sandbox"), StringComparison.Ordinal);
        Assert.Equal(2, world.Sandboxes.Created.Count);
    }

    [Fact]
    public async Task WhatTheAgentRefuses_TheModelReads_WithTheNameItKnows()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");

        Assert.Equal("There is no /none.\nremedy: Do this.\ncode: file_not_found", await world.RefusedAsync("read_file", """{"path":"/none"}"""));
        world.Sandboxes.OnExec = (context, _) =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/problem+json";
            return context.Response.WriteAsync($$"""{"status":400,"title":"T","detail":"'{{world.Sandboxes.Single["name"]}}' refuses.","code":"exec_failed","remedy":"R."}""");
        };
        Assert.Equal("'default' refuses.\nremedy: R.\ncode: exec_failed", await world.RefusedAsync("run_command", """{"command":"x"}"""));
    }

    [Fact]
    public async Task WhatShouldNotHappen_IsInTheLog_AndTheServerGoesOn()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        world.Sandboxes.OnExec = (context, _) => FakeSandboxes.WriteLinesAsync(context, """{"stream":"stdout","base64":"%"}""", """{"exitCode":0}""");

        Assert.Contains("This should not have happened", await world.RefusedAsync("run_command", """{"command":"x"}"""), StringComparison.Ordinal);

        Assert.Contains(nameof(FormatException), await File.ReadAllTextAsync(world.Launcher.Place.Home.Log, Cancellation), StringComparison.Ordinal);
        Assert.Single((await world.MustAsync("list_sandboxes"))["sandboxes"]!.AsArray());
    }

    [Fact]
    public async Task AMachineThatCannotBeHad_IsAnAnswerToo()
    {
        await using var world = await McpWorld.StartAsync(await Launcher.CreateAsync());

        Assert.Contains("\ncode: machine_image_not_found", await world.RefusedAsync("run_command", """{"command":"x"}"""), StringComparison.Ordinal);

        Assert.Equal("Starting the machine default ...\n", world.Launcher.Error);
    }

    [Fact]
    public async Task ASandboxThatStopped_IsStarted_AndUsed()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        await world.MustAsync("run_command", """{"command":"x"}""");
        world.Sandboxes.AreStopped = true;

        await world.MustAsync("run_command", """{"command":"y"}""");

        Assert.Single(world.Sandboxes.Created);
    }

    [Fact]
    public async Task AMachineThatIsAtAnotherPort_IsAskedThere_AndKeepsTheSandboxes()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        await world.MustAsync("run_command", """{"command":"x"}""");
        await using var moved = await FakeAgent.StartAsync();
        world.Sandboxes.AnswerAt(moved);
        world.Launcher.Forget();
        world.Launcher.MarkRunning(agent: moved);

        await world.MustAsync("run_command", """{"command":"y"}""");

        var lease = (string)world.Sandboxes.Single["labels"]!["pockr.lease"]!;
        Assert.Equal($"PUT /v1/leases/{lease}?seconds=60", moved.Requests.First());
        await world.CloseAsync();
        Assert.Equal($"DELETE /v1/leases/{lease}", moved.Requests.Last());
        Assert.Empty(world.Launcher.Agent.Requests);
    }

    [Fact]
    public async Task ACallThatIsGivenUp_EndsTheCommand_AndTheServerGoesOn()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Sandboxes.OnExec = (context, _) => HangAsync(context, begun, ended);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var call = world.CallAsync("run_command", """{"command":"sleep 100"}""", enough.Token);
        await begun.Task.WaitAsync(Cancellation);
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task.WaitAsync(Cancellation);
        Assert.Single((await world.MustAsync("list_sandboxes"))["sandboxes"]!.AsArray());
    }

    [Fact]
    public async Task WhenItsInputIsClosed_ItEndsWhatRuns_AndItsLease_AndEndsWell()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Sandboxes.OnExec = (context, _) => HangAsync(context, begun, ended);
        var call = world.CallAsync("run_command", """{"command":"sleep 100"}""");
        await begun.Task.WaitAsync(Cancellation);

        Assert.Equal(ExitCodes.Success, await world.CloseAsync());

        await ended.Task.WaitAsync(Cancellation);
        Assert.Equal((string)world.Sandboxes.Single["labels"]!["pockr.lease"]!, Assert.Single(world.Sandboxes.EndedLeases));
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task ASignal_EndsIt_WithItsSandboxes()
    {
        await using var world = await McpWorld.StartAsync("--image", "busybox");
        await world.MustAsync("create_sandbox");

        world.Launcher.Interruption.Interrupt(ExitCodes.Terminated);

        Assert.Equal(ExitCodes.Terminated, await world.EndAsync());
        Assert.Single(world.Sandboxes.EndedLeases);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "'--memory 1k' is too little.", "--memory", "1k")]
    [InlineData(ExitCodes.Usage, "'--memory lots' is not a size.", "--memory", "lots")]
    [InlineData(ExitCodes.Usage, "'--max-output 1' is too little.", "--max-output", "1")]
    [InlineData(ExitCodes.Usage, "'--cpus many' is no number of processors.", "--cpus", "many")]
    [InlineData(ExitCodes.Usage, "--timeout is 0; use 1 to 86400 seconds.", "--timeout", "0")]
    [InlineData(ExitCodes.Usage, "--max-sandboxes is 0; use 1 to 1000.", "--max-sandboxes", "0")]
    [InlineData(ExitCodes.Usage, "--pids-limit is -1; use 1 to", "--pids-limit", "-1")]
    [InlineData(ExitCodes.AgentFailed, "There is no profile 'cobol'.", "--profile", "cobol")]
    public async Task LimitsThatCannotBe_AreRefusedAtTheStart(int exitCode, string error, params string[] options)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(exitCode, await launcher.RunAsync(["mcp", .. options]));

        Assert.Contains(error, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("\n  try: ", launcher.Error, StringComparison.Ordinal);
        Assert.Empty(launcher.Out);
    }

    [Fact]
    public async Task WhoStartsItByHand_IsToldWhatItWaitsFor()
    {
        await using var launcher = await Launcher.CreateAsync();
        launcher.IsInputTerminal = true;

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("mcp"));

        Assert.Contains("Ctrl-D ends it.", launcher.Error, StringComparison.Ordinal);
    }

    private static async Task HangAsync(HttpContext context, TaskCompletionSource begun, TaskCompletionSource ended)
    {
        await context.Response.StartAsync();
        using var abort = context.RequestAborted.Register(ended.SetResult);
        begun.SetResult();
        await ended.Task;
    }

    private static string Text(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
