using System.Globalization;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>New machines beside the first, which begin with a template's memory.</summary>
[Collection(nameof(RestartedVm))]
public sealed class TemplateTests(RunningVm vm)
{
    [Fact(Timeout = 300_000)]
    public async Task MachinesOfOneTemplate_AreNotTheSame_AndBootAsAllOthersDo()
    {
        var one = await UpAsync("one");
        var two = await UpAsync("two");

        Assert.Equal((true, true), ((bool)one.Up["fromTemplate"]!, (bool)two.Up["fromTemplate"]!));
        var (first, second) = (await AskAsync(one), await AskAsync(two));
        Assert.Equal(("one", "two"), (first[0], second[0]));
        Assert.All(Enumerable.Range(1, 2), line => Assert.NotEqual(first[line], second[line]));
        Assert.Equal(401, (await ApiAnswer.CurlAsync($"{two.Url}/v1/containers", one.Token, null)).Status);
        Assert.Equal("exec_start: true", await RehearsedAsync(one));
        Assert.Equal("[]", (await ApiAnswer.CurlAsync($"{one.Url}/v1/containers?all=true", one.Token, null)).Body.Trim());
        Assert.Equal("hello\n", await vm.Cli.MustAsync("--vm", "two", "run", "--rm", "busybox", "echo", "hello"));
        await InMachineAsync(one, "echo kept >/root/kept");

        var again = one with { Up = await vm.Cli.JsonAsync("vm", "restart", "one") };

        Assert.False((bool)again.Up["fromTemplate"]!);
        Assert.Equal(first[..2], (await AskAsync(again))[..2]);
        Assert.Equal("kept\n", await InMachineAsync(again, "cat /root/kept"));
        await vm.Cli.MustAsync("vm", "rm", "--force", "one", "two");
    }

    [Fact(Timeout = 240_000)]
    public async Task AVolatileMachine_ForgetsWhatItWrote()
    {
        var before = await UpAsync("fleeting", "--volatile");
        await InMachineAsync(before, "echo gone >/root/gone; sync");
        Assert.Contains("what it had written is gone", await vm.Cli.MustAsync("down", "fleeting"), StringComparison.Ordinal);

        var after = await UpAsync("fleeting", "--volatile");

        Assert.Equal("none\n", await InMachineAsync(after, "cat /root/gone 2>/dev/null || echo none"));
        await vm.Cli.MustAsync("vm", "rm", "--force", "fleeting");
    }

    // A container has run in its memory before anybody had it, which dockerd still knows.
    private static async Task<string> RehearsedAsync(Machine machine)
    {
        var events = await ApiAnswer.CurlAsync($"{machine.Url}/v1/events?since=0&until={DateTimeOffset.UtcNow.ToUnixTimeSeconds()}", machine.Token, null);
        return events.Body.Split('\n').Where(line => line.Contains("\"rehearsal\"", StringComparison.Ordinal))
            .Select(line => ((string)JsonNode.Parse(line)!["action"]!).Trim())
            .Single(action => action.StartsWith("exec_start", StringComparison.Ordinal));
    }

    private async Task<Machine> UpAsync(string name, params string[] options)
    {
        var up = await vm.Cli.JsonAsync(["up", name, .. options]);
        return new Machine(up, (await vm.Cli.MustAsync("token", name)).TrimEnd());
    }

    // Name, number, a random number; and the time is right.
    private static async Task<string[]> AskAsync(Machine machine)
    {
        var earliest = DateTimeOffset.UtcNow.AddSeconds(-2);
        var lines = (await InMachineAsync(machine, "hostname; cat /etc/machine-id /proc/sys/kernel/random/uuid; date +%s")).Split('\n');
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(lines[3], CultureInfo.InvariantCulture)), earliest, DateTimeOffset.UtcNow.AddSeconds(1));
        return lines;
    }

    private static async Task<string> InMachineAsync(Machine machine, string command)
    {
        var answer = await ApiAnswer.CurlAsync($"{machine.Url}/vm/exec", machine.Token, new JsonObject { ["cmd"] = command }.ToJsonString());
        Assert.True(answer.Status == 200 && (int)answer.Json["exitCode"]! == 0, $"{command}\n{answer.Body}");
        return (string)answer.Json["stdout"]!;
    }

    private sealed record Machine(JsonNode Up, string Token)
    {
        public string Url => (string)Up["url"]!;
    }
}
