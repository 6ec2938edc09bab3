using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>
/// Kills what is at work, at moments drawn at random, and expects one <c>pockr up</c> to put things right with nothing lost that was synced.
/// <c>POCKR_TEST_KILLS</c> says how often for each pair; what came of it is in <c>artifacts/test-results/kills.md</c>.
/// </summary>
[Collection(nameof(RestartedVm))]
public sealed class KillTests(RunningVm vm)
{
    private const string Counted = "/root/counted";

    private static readonly int s_kills = int.Parse(Environment.GetEnvironmentVariable("POCKR_TEST_KILLS") ?? "1", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string SupervisorFile => Path.Combine(vm.MachineDirectory, "supervisor.json");

    private string PidFile => Path.Combine(vm.MachineDirectory, "qemu.pid");

    [Theory(Timeout = 3_600_000)]
    [InlineData("down", "pockr")]
    [InlineData("down", "qemu")]
    [InlineData("down", "supervisor")]
    [InlineData("up", "pockr")]
    [InlineData("up", "qemu")]
    [InlineData("up", "supervisor")]
    public async Task WhateverIsKilled_OneUpPutsItRight(string command, string victim)
    {
        var whole = await DurationAsync(command);
        for (var kill = 0; kill < s_kills; kill++)
        {
            var number = await CountAsync();
            if (command == "up")
            {
                await vm.Cli.MustAsync("down");
            }

            var moment = whole * Random.Shared.NextDouble();
            var killed = await KillDuringAsync(command, victim, moment);
            var watch = Stopwatch.StartNew();
            await vm.BootAsync();

            var kept = await vm.InMachineAsync($"cat {Counted}");
            await NoteAsync(command, killed ? victim : $"{victim} (not there)", moment, watch.Elapsed, kept == number);
            Assert.Equal(number, kept);
        }
    }

    private async Task<TimeSpan> DurationAsync(string command)
    {
        var watch = Stopwatch.StartNew();
        await vm.Cli.MustAsync("down");
        var down = watch.Elapsed;
        watch.Restart();
        await vm.BootAsync();
        return command == "down" ? down : watch.Elapsed;
    }

    private Task<string> CountAsync() =>
        vm.InMachineAsync($"n=$(cat {Counted} 2>/dev/null || echo 0); echo $((n + 1)) >{Counted}; sync; cat {Counted}");

    private async Task<bool> KillDuringAsync(string command, string victim, TimeSpan moment)
    {
        using var pockr = vm.Cli.Start(command);
        await Task.Delay(moment, Cancellation);
        var killed = victim switch
        {
            "pockr" => Kill(pockr),
            "qemu" => KillNamed("qemu-system", () => File.ReadAllText(PidFile)),
            _ => KillNamed("pockr", () => JsonNode.Parse(File.ReadAllText(SupervisorFile))!["id"]!.ToString()),
        };
        await pockr.WaitForExitAsync(Cancellation);
        return killed;
    }

    private static bool KillNamed(string name, Func<string> readId)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(readId(), CultureInfo.InvariantCulture));
            return process.ProcessName.StartsWith(name, StringComparison.Ordinal) && Kill(process);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or InvalidOperationException)
        {
            return false; // not started yet, or over
        }
    }

    private static bool Kill(Process process)
    {
        if (process.HasExited)
        {
            return false;
        }

        process.Kill();
        return true;
    }

    private async Task NoteAsync(string command, string victim, TimeSpan moment, TimeSpan up, bool kept)
    {
        var how = (bool)vm.Up["alreadyRunning"]! ? "ran on" : (bool)vm.Up["resumed"]! ? "resumed" : "booted";
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {command} | {victim} | {moment.TotalMilliseconds:0} ms | {how}, {up.TotalSeconds:0.0} s | {(kept ? "0" : "some")} |\n");
        await TestResults.AppendAsync("kills.md", "| during | killed | after | `pockr up` | bytes lost |\n|---|---|---|---|---|\n", row);
    }
}
