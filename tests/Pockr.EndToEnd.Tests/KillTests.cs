using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>
/// Kills what is at work, at moments drawn at random, and expects one <c>pockr up</c> to put things right with nothing lost that was synced.
/// A few pairs, once each, unless <c>POCKR_TEST_KILLS</c> says how often all are to be tried. What came of it is in
/// <c>artifacts/test-results/kills.md</c>.
/// </summary>
[Collection(nameof(RestartedVm))]
public sealed class KillTests(RunningVm vm)
{
    private const string Kept = "/root/kept-over-kills";
    private const string Mark = "/root/was-killed";
    private const int KeptBytes = 1 << 20;
    private const string Boot = "boot";
    private const string Resume = "resume";

    private static readonly string? s_wanted = Environment.GetEnvironmentVariable("POCKR_TEST_KILLS");
    private static readonly int s_kills = s_wanted is null ? 1 : int.Parse(s_wanted, CultureInfo.InvariantCulture);
    private static readonly string[] s_inside = ["guest-agent", "dockerd"];
    private static readonly ConcurrentDictionary<string, TimeSpan> s_durations = new();
    private static readonly SortedDictionary<(string Victim, string Moment), Tally> s_tallies = [];

    /// <summary>What pockr does at each moment.</summary>
    private static readonly Dictionary<string, string[]> s_commands = new()
    {
        ["run"] = ["run", "--rm", "--network", "none", "busybox", "true"],
        ["suspend"] = ["down"],
        [Resume] = ["up"],
        ["power-off"] = ["down", "--power-off"],
        [Boot] = ["up"],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Of all pairs, those that take seconds as a rule, because nothing has to boot. CrashTests kill what runs.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            string[] victims = ["pockr", "supervisor", "qemu", .. s_inside];
            (string, string)[] quick =
            [
                ("pockr", "suspend"), ("pockr", Resume), ("supervisor", "suspend"), ("supervisor", Resume), ("qemu", Resume),
            ];
            return [.. s_wanted is null ? quick : from victim in victims from moment in s_commands.Keys select (victim, moment)];
        }
    }

    [Theory(Timeout = 3_600_000)]
    [MemberData(nameof(Pairs))]
    public async Task WhateverIsKilled_OneUpPutsItRight(string victim, string moment)
    {
        var whole = await DurationAsync(moment);
        for (var kill = 0; kill < s_kills; kill++)
        {
            var sum = await KeepAsync();
            var after = whole * Random.Shared.NextDouble();
            var killed = await KillDuringAsync(moment, victim, after);
            var watch = Stopwatch.StartNew();
            if (s_inside.Contains(victim))
            {
                await WhenKilledInsideAsync(moment);
            }

            await vm.BootAsync();

            var same = await vm.InMachineAsync($"sha256sum <{Kept}") == sum;
            await NoteAsync(victim, moment, killed, after, watch.Elapsed, same ? 0 : KeptBytes);
            Assert.True(same, "What was synced is lost.");
        }
    }

    // How long a command takes is measured once, so that the moments are spread over all of it.
    private async Task<TimeSpan> DurationAsync(string moment)
    {
        if (!s_durations.TryGetValue(moment, out var duration))
        {
            await PrepareAsync(moment);
            var watch = Stopwatch.StartNew();
            await vm.Cli.MustAsync(s_commands[moment]);
            duration = s_durations[moment] = watch.Elapsed;
            await vm.BootAsync();
        }

        return duration;
    }

    private Task PrepareAsync(string moment) => moment switch
    {
        Resume => vm.Cli.MustAsync("down"),
        Boot => vm.Cli.MustAsync("down", "--power-off"),
        _ => Task.CompletedTask,
    };

    private Task<string> KeepAsync() => vm.InMachineAsync($"head -c {KeptBytes} /dev/urandom >{Kept}; sync; sha256sum <{Kept}");

    /// <returns>Whether there was something to kill.</returns>
    private async Task<bool> KillDuringAsync(string moment, string victim, TimeSpan after)
    {
        var isInside = s_inside.Contains(victim);
        if (isInside)
        {
            await ArmAsync(moment, victim, after);
        }

        await PrepareAsync(moment);
        using var pockr = vm.Cli.Start(s_commands[moment]);
        await Task.Delay(after, Cancellation);
        var killed = isInside || victim switch
        {
            "pockr" => Kill(pockr),
            "qemu" => HostProcess.Qemu.Kill(vm.MachineDirectory),
            _ => HostProcess.Supervisor.Kill(vm.MachineDirectory),
        };
        await pockr.WaitForExitAsync(Cancellation);
        return killed;
    }

    // Inside, the machine itself has to do it: by its own clock, which stands still while it is suspended.
    private Task<string> ArmAsync(string moment, string victim, TimeSpan after)
    {
        var microseconds = (long)after.TotalMicroseconds;
        var kill = $"(usleep {microseconds}; kill -9 $(pidof {victim}); touch {Mark}) >/dev/null 2>&1 &";
        return vm.InMachineAsync($"rm -f {Mark}; " + (moment == Boot
            ? $"echo '{kill}' >/root/kill; grep -q /root/kill /etc/pockr/boot || sed -i '2i [ -f /root/kill ] \\&\\& {{ mv /root/kill /root/killed; . /root/killed; }}' /etc/pockr/boot; sync"
            : kill));
    }

    // That clock may be behind this one: the kill that was ordered comes only now, unless what was to do it has gone with a power-off.
    private async Task WhenKilledInsideAsync(string moment)
    {
        await vm.BootAsync();
        while ((moment == Boot || (bool)vm.Up["resumed"]! || (bool)vm.Up["alreadyRunning"]!) && !await IsMarkedAsync())
        {
            await Task.Delay(100, Cancellation);
        }
    }

    // The agent may be what was killed.
    private async Task<bool> IsMarkedAsync()
    {
        using var request = new StringContent($$"""{"cmd":"test -e {{Mark}}"}""", Encoding.UTF8, "application/json");
        try
        {
            using var response = await vm.Api.PostAsync(new Uri("/vm/exec", UriKind.Relative), request, Cancellation);
            return response.IsSuccessStatusCode
                && (int)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["exitCode"]! == 0;
        }
        catch (HttpRequestException)
        {
            return false;
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

    private async Task NoteAsync(string victim, string moment, bool killed, TimeSpan after, TimeSpan up, int lostBytes)
    {
        var how = (bool)vm.Up["alreadyRunning"]! ? "ran on" : (bool)vm.Up["resumed"]! ? "resumed" : "booted";
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {victim} | {moment} | {(killed ? "" : "not there, ")}{after.TotalMilliseconds:0} ms | {how}, {up.TotalSeconds:0.0} s | {lostBytes} |\n");
        await TestResults.AppendAsync("kills.md", "| killed | during | after | `pockr up` | bytes lost |\n|---|---|---|---|---|\n", row);

        var tally = s_tallies.GetValueOrDefault((victim, moment));
        s_tallies[(victim, moment)] = new Tally(tally.Kills + (killed ? 1 : 0), tally.Recoveries + 1, tally.LostBytes + lostBytes);
        await TestResults.WriteAsync(
            "kill-matrix.md",
            ["| killed | during | kills | healthy after one `up` | bytes lost |", "|---|---|---|---|---|",
             .. s_tallies.Select(pair => $"| {pair.Key.Victim} | {pair.Key.Moment} | {pair.Value.Kills} | {pair.Value.Recoveries} | {pair.Value.LostBytes} |")]);
    }

    private readonly record struct Tally(int Kills, int Recoveries, int LostBytes);
}
