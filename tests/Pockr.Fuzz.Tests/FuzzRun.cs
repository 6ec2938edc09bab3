using System.Globalization;
using Pockr.Architecture.Tests;

namespace Pockr.Fuzz.Tests;

/// <summary>
/// The long run, <c>./build.sh fuzz</c>: all targets share the seconds of <c>POCKR_FUZZ_SECONDS</c>. What came of it is in
/// <c>artifacts/test-results/fuzz.md</c>, and inputs that broke a promise are beside the other regressions.
/// </summary>
public sealed class FuzzRun
{
    private const int UsualSeconds = 60;

    [Fact(Explicit = true)]
    public async Task EveryTarget_KeepsItsPromises()
    {
        var seed = Number("POCKR_FUZZ_SEED") ?? Environment.TickCount;
        var targets = Chosen(Environment.GetEnvironmentVariable("POCKR_FUZZ_ONLY"));
        var each = TimeSpan.FromSeconds((double)(Number("POCKR_FUZZ_SECONDS") ?? UsualSeconds) / targets.Count);
        var directory = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts/test-results")).FullName;
        var results = new List<FuzzResult>();
        foreach (var target in targets)
        {
            var lastInput = Path.Combine(directory, $"fuzz.{target.Name}.input");
            results.Add(await new Fuzzer(target, seed).RunAsync((_, elapsed) => elapsed >= each, lastInput));
            File.Delete(lastInput);
        }

        var table = FuzzTable.Of(results, seed);
        await File.WriteAllTextAsync(Path.Combine(directory, "fuzz.md"), table, TestContext.Current.CancellationToken);
        Assert.True(results.Sum(result => result.Crashes) == 0, table);
    }

    private static List<Target> Chosen(string? name)
    {
        var chosen = AllTargets.List.Where(target => string.IsNullOrEmpty(name) || target.Name == name).ToList();
        Assert.True(chosen.Count > 0, $"There is no target '{name}': use one of {string.Join(", ", AllTargets.List)}.");
        return chosen;
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
