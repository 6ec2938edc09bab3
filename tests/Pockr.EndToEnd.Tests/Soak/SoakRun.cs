using System.Diagnostics;
using System.Globalization;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>
/// Mixed work for as long as it is asked for, while something goes wrong in each round. Operations may fail then; after one <c>pockr up</c> all
/// is to be well, and nothing is to be lost that was said to be kept. The tables are in <c>artifacts/test-results/soak.md</c>.
/// </summary>
[Collection(nameof(RestartedVm))]
public sealed class SoakRun(RunningVm vm)
{
    private const int Workers = 2;
    private const int OperationsOfARound = 6;

    private static readonly TimeSpan s_longestCalm = TimeSpan.FromSeconds(6);

    private readonly SoakTally _tally = new();

    private static double Minutes => double.Parse(Environment.GetEnvironmentVariable("POCKR_SOAK_MINUTES") ?? "10", CultureInfo.InvariantCulture);

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("POCKR_SOAK_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true, Timeout = 86_400_000)]
    public async Task MixedWork_UnderFaults_LosesNothing()
    {
        await BeginClockAsync();
        var ledger = new Ledger(vm.Cli);
        var work = new SoakWork(vm.Cli, ledger, _tally);
        await work.BeginAsync();
        var before = await Footprint.TakeAsync(vm);
        var random = new Random(Seed);
        var lost = new HashSet<string>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMinutes < Minutes)
        {
            foreach (var fault in SoakFault.All.OrderBy(_ => random.Next()).TakeWhile(_ => watch.Elapsed.TotalMinutes < Minutes))
            {
                await PlayRoundAsync(work, fault, s_longestCalm * random.NextDouble());
                lost.UnionWith(await ledger.FindLostAsync());
            }
        }

        HostClock.End();
        var after = await Footprint.TakeAsync(vm);
        string[] sums = [$"{watch.Elapsed.TotalMinutes:0} minutes, seed {Seed}. Files promised: {ledger.Count}, lost: {lost.Count}. States not put right: {_tally.Unrecovered.Count}.", ""];
        await TestResults.WriteAsync("soak.md", [.. sums, .. _tally.Lines(), "", .. before.Lines(after)]);
        Assert.Empty(lost);
        Assert.Empty(_tally.Unrecovered);
        Assert.Empty(_tally.Wrong);
    }

    // Supervisors are started by up, and end with the machine.
    private async Task BeginClockAsync()
    {
        await vm.Cli.MustAsync("down");
        await HostClock.BeginAsync();
        await vm.BootAsync();
    }

    private async Task PlayRoundAsync(SoakWork work, SoakFault fault, TimeSpan calm)
    {
        var workers = Enumerable.Range(0, Workers).Select(_ => WorkAsync(work)).ToList();
        await Task.Delay(calm, Cancellation);
        await fault.InjectAsync(vm);
        _tally.NoteFault(fault.Name);
        await Task.WhenAll(workers);
        await PutRightAsync(fault);
    }

    private static async Task WorkAsync(SoakWork work)
    {
        for (var operation = 0; operation < OperationsOfARound; operation++)
        {
            await work.DoNextAsync();
        }
    }

    // One command, and then everything works: that is what is promised.
    private async Task PutRightAsync(SoakFault fault)
    {
        var up = await SoakCommand.RunAsync(vm.Cli, "up");
        var works = up.ExitCode == 0 ? await SoakCommand.RunAsync(vm.Cli, "status") : up;
        var wrong = works.ExitCode == 0 ? await HostClock.CompareAsync(vm.Cli) : works.ToString();
        if (wrong is not null)
        {
            _tally.NoteUnrecovered($"after {fault.Name}: {up}\n{wrong}");
        }

        await vm.BootAsync();
        await SoakFault.ClearAsync(vm);
    }
}
