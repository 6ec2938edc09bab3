using System.Text.Json.Nodes;
using System.Xml.Linq;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Judging;

/// <summary><c>pockr judge</c>, with an agent whose containers do what they are told.</summary>
public sealed class JudgeCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task AProgramThatPassesAllCases_EndsWithSuccess()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("1 2\n", "3\n", "13|1\n").Add("4 5\n", "9", "2debug|19\n");

        Assert.Equal(ExitCodes.Success, await world.JudgeAsync());

        Assert.Equal("CASE  VERDICT  TIME   DETAIL\n1     AC       0.25s\n2     AC       0.25s\n", world.Launcher.Out);
        Assert.Equal("2 of 2 cases were accepted.\n", world.Launcher.Error);
        Assert.Equal(("1 2\n", "4 5\n"), (world.Inputs[$"{JudgeWorld.Own}-1"], world.Inputs[$"{JudgeWorld.Own}-2"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task EachCase_HasItsVerdict_InAllReports()
    {
        await using var world = await JudgeWorld.CreateAsync();
        var junit = Path.Combine(world.Launcher.Place.Directory, "report.xml");
        world.Add("", "3\n", "13\n").Add("", "3\n", "14\n").Add("", "", "2Oops\n", exitCode: 139).Add("", "", "", exitCode: 137, isOutOfMemory: true);

        Assert.Equal(ExitCodes.NotAccepted, await world.JudgeAsync("--json", "--junit", junit));

        var report = JsonNode.Parse(world.Launcher.Out)!;
        Assert.Equal(("add.sh", "busybox", 1, 4), ((string?)report["program"], (string?)report["image"], (int)report["accepted"]!, (int)report["total"]!));
        Assert.Equal(["AC", "WA", "RE", "MLE"], report["cases"]!.AsArray().Select(tried => (string?)tried!["verdict"]));
        Assert.Equal("""{"line":1,"expected":"3","got":"4"}""", report["cases"]![1]!["difference"]!.ToJsonString());
        Assert.Equal(("exit code 139 (SIGSEGV): Oops", 139, "Oops\n"), ((string?)report["cases"]![2]!["detail"], (int)report["cases"]![2]!["exitCode"]!, (string?)report["cases"]![2]!["stderr"]));
        Assert.Equal(["WA", "RE", "MLE"], XDocument.Load(junit).Descendants("failure").Select(failure => failure.Attribute("type")!.Value));
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatWritesTooMuch_IsKilled()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "1123|2456", exitCode: null).Add("", "12345", "112345");

        Assert.Equal(ExitCodes.NotAccepted, await world.JudgeAsync("--output", "5"));

        Assert.Contains("1     OLE      0.25s  writes more than 5B\n2     AC ", world.Launcher.Out, StringComparison.Ordinal);
        Assert.Contains($"POST /v1/containers/{JudgeWorld.Own}-1/kill?signal=SIGKILL", world.Requests);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0.01, "has not ended after 0.2 s")]
    [InlineData(0.06, "needs more than 0.05 s of processor time")]
    public async Task WhatHasHadItsTime_IsKilled(double cpuSeconds, string detail)
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "", exitCode: null, cpuSeconds: cpuSeconds);

        Assert.Equal(ExitCodes.NotAccepted, await world.JudgeAsync("--time", "50ms", "--wall", cpuSeconds < 0.05 ? "200ms" : "1h"));

        Assert.Contains($"TLE      0.25s  {detail}\n", world.Launcher.Out, StringComparison.Ordinal);
        Assert.Contains($"POST /v1/containers/{JudgeWorld.Own}-1/kill?signal=SIGKILL", world.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task NewsThatAreLate_AreNotHeldAgainstIt()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "3\n", "13\n", exitCode: null, endsAs: 0);

        Assert.Equal(ExitCodes.Success, await world.JudgeAsync("--time", "50ms", "--wall", "260ms"));
    }

    [Fact(Timeout = 60_000)]
    public async Task ItsContainers_MayNothing_AndAreRemoved()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "");

        await world.JudgeAsync("--memory", "32m", "--pids", "4", "--time", "1500ms");

        var created = JsonNode.Parse(world.Requests.Single(request => request.Contains($"\"name\":\"{JudgeWorld.Own}-1\"", StringComparison.Ordinal)).Split(' ', 3)[2])!;
        Assert.Equal(
            $$"""
            {"image":"{{JudgeWorld.Own}}:latest","name":"{{JudgeWorld.Own}}-1","cmd":["./add.sh"],"workDir":"/judge","user":"65534:65534","network":"none","autoRemove":false,
            "entrypoint":["sh"],"labels":{"pockr.judge":""},
            "mounts":[{"type":"tmpfs","target":"/data","readOnly":false,"sizeBytes":16777216},{"type":"tmpfs","target":"/tmp","readOnly":false,"sizeBytes":16777216}],
            "memoryBytes":33554432,"memorySwapBytes":33554432,"cpus":1,"pidsLimit":5,
            "ulimits":[{"name":"cpu","soft":2,"hard":3},{"name":"core","soft":0,"hard":0},{"name":"fsize","soft":33554432,"hard":33554432}],"readOnlyRoot":true,"init":true,"privileged":false,"capDrop":["ALL"],
            "securityOptions":["no-new-privileges"],"healthCheck":{"test":["NONE"],"interval":0,"timeout":0,"startPeriod":0,"retries":0},
            "openStdin":true,"tty":false,"hostname":"judge","volatile":false,"stdinOnce":true,"system":false,"logDriver":"none"}
            """.ReplaceLineEndings(""),
            created.ToJsonString());
        Assert.Contains($"DELETE /v1/containers/{JudgeWorld.Own}-program?force=true", world.Requests);
        Assert.Contains($"DELETE /v1/containers/{JudgeWorld.Own}-1?force=true", world.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatOthersHaveLeft_IsRemoved_UnlessTheyAreStillThere()
    {
        await using var world = await JudgeWorld.CreateAsync();
        var living = world.Launcher.Host.Add("pockr");
        world.Add("", "", "");
        world.Launcher.Agent
            .On("GET /v1/containers", $"[{Container("pockr-judge-7-7-3")},{Container($"pockr-judge-{living.Id}-{living.StartTime}-3")},{Container("pockr-judge-mine")},{Container($"{JudgeWorld.Own}-9")}]")
            .On("GET /v1/images", $"[{Image("pockr-judge-7-7:latest")},{Image($"pockr-judge-{living.Id}-{living.StartTime}:latest")},{Image($"{JudgeWorld.Own}:latest")}]")
            .OnNothing("DELETE /v1/containers/pockr-judge-7-7-3").OnNothing($"DELETE /v1/containers/{JudgeWorld.Own}-9")
            .On("DELETE /v1/images", """{"untagged":[],"deleted":[]}""");

        Assert.Equal(ExitCodes.Success, await world.JudgeAsync());

        Assert.Equal("1 of 1 cases were accepted.\n", world.Launcher.Error);
        Assert.Equal(
            [
                "/v1/containers/pockr-judge-7-7-3?force=true", "/v1/images?image=pockr-judge-7-7%3Alatest&force=true", $"/v1/containers/{JudgeWorld.Own}-program?force=true",
                $"/v1/containers/{JudgeWorld.Own}-1?force=true", $"/v1/containers/{JudgeWorld.Own}-9?force=true", $"/v1/images?image={JudgeWorld.Own}%3Alatest&force=true",
            ],
            world.Requests.Where(request => request.StartsWith("DELETE ", StringComparison.Ordinal)).Select(request => request["DELETE ".Length..]));
    }

    [Fact(Timeout = 60_000)]
    public async Task CtrlC_LeavesNothing()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "", exitCode: null);
        world.Launcher.Agent.On($"POST /v1/containers/{JudgeWorld.Own}-1/start", context =>
        {
            context.Response.StatusCode = 204;
            world.Launcher.Interruption.Interrupt(ExitCodes.Interrupted);
            return Task.CompletedTask;
        });

        Assert.Equal(ExitCodes.Interrupted, await world.JudgeAsync());

        Assert.Contains($"DELETE /v1/containers/{JudgeWorld.Own}-1?force=true", world.Requests);
        Assert.Equal("GET /v1/images", world.Requests.Last());
        Assert.Equal("", world.Launcher.Out);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(0, ExitCodes.Success, "AC       0.25s\n")]
    [InlineData(2, ExitCodes.NotAccepted, "CE       0.25s  cannot be built: exit code 2: no such thing\n")]
    public async Task AProgram_IsBuiltOnce_AndIsOnNoCaseIfItCannotBe(int exitCode, int expected, string row)
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "").WithContainer($"{JudgeWorld.Own}-program", "2no such thing\n", exitCode);

        Assert.Equal(expected, await world.JudgeAsync("--build", "make 'a b'"));

        Assert.EndsWith(row, world.Launcher.Out, StringComparison.Ordinal);
        Assert.Contains(world.Requests, request => request.Contains("""-program","cmd":["a b"],"workDir":"/judge","user":"0:0","network":"none","autoRemove":false,"entrypoint":["make"]""", StringComparison.Ordinal));
        Assert.Equal(expected == ExitCodes.Success ? 2 : 1, world.Inputs.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnImageThatIsNotThere_IsSaid_AndNotPulled()
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "").Launcher.Agent.OnProblem("POST /v1/containers", 404, "image_not_found", "There is no image python:3-alpine.");

        Assert.Equal(ExitCodes.AgentFailed, await world.JudgeAsync("--language", "python"));

        Assert.Equal(
            "error: The machine has no image python:3-alpine to run the program in.\n  try: Pull it with 'pockr pull python:3-alpine', or name another with --image.\n",
            world.Launcher.Error);
        Assert.DoesNotContain(world.Requests, request => request.Contains("pull", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'--time fast' is no length of time.", "--time", "fast")]
    [InlineData("'--time 0s' is no time for a case.", "--time", "0s")]
    [InlineData("'--wall 2h' is no time for a case.", "--wall", "2h")]
    [InlineData("--wall is shorter than --time.", "--wall", "1s")]
    [InlineData("'--memory 1m' is too little.", "--memory", "1m")]
    [InlineData("'--output 2g' is too much.", "--output", "2g")]
    [InlineData("--pids is 0", "--pids", "0")]
    [InlineData("--jobs is 0", "--jobs", "0")]
    [InlineData("'--language cobol' is not known.", "--language", "cobol")]
    [InlineData("The line of --cmd is empty.", "--cmd", " ")]
    [InlineData("The line of --build is empty.", "--build", "")]
    [InlineData("ends within a quote", "--cmd", "sh 'x")]
    public async Task ALineThatCannotBeUsed_IsRefused_BeforeTheMachineIsAsked(string message, params string[] options)
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "");

        Assert.Equal(ExitCodes.Usage, await world.JudgeAsync(options));

        Assert.Contains(message, world.Launcher.Error, StringComparison.Ordinal);
        Assert.Empty(world.Requests);
    }

    [Theory]
    [InlineData("--memory", "1g")]
    [InlineData("--memory", "300m", "--jobs", "2")]
    public async Task MoreMemoryThanTheMachineCanSpare_IsRefused(params string[] options)
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "");

        Assert.Equal(ExitCodes.Usage, await world.JudgeAsync(options));

        Assert.Contains("are more than the machine, which has 1.0GiB, can spare", world.Launcher.Error, StringComparison.Ordinal);
        Assert.Equal(["GET /v1/system/info"], world.Requests);
    }

    [Theory]
    [InlineData(".", "cases")]
    [InlineData("cases", "cases")]
    public async Task CasesThatTheProgramCouldRead_AreRefused(string program, string cases)
    {
        await using var world = await JudgeWorld.CreateAsync();
        world.Add("", "", "");
        var place = world.Launcher.Place.Directory;

        Assert.Equal(ExitCodes.Usage, await world.Launcher.RunAsync("judge", Path.Combine(place, program), Path.Combine(place, cases), "--cmd", "sh add.sh"));

        Assert.Contains("where the program could read them", world.Launcher.Error, StringComparison.Ordinal);
    }

    private static string Container(string name) =>
        $$"""{"id":"{{name}}","name":"{{name}}","image":"i","command":"c","state":"running","status":"s","createdAt":"2026-01-01T00:00:00Z","ports":[]}""";

    private static string Image(string tag) => $$"""{"id":"sha256:1","tags":["{{tag}}"],"sizeBytes":1,"createdAt":"2026-01-01T00:00:00Z"}""";
}
