namespace Pockr.Fuzz.Tests;

/// <summary>What is tried in every run of the tests: inputs that once broke a promise, and a few new ones, always the same.</summary>
public sealed class TargetTests
{
    private const int Seed = 1;

    public static TheoryData<string> Names => [.. AllTargets.List.Select(target => target.Name)];

    public static TheoryData<string, string> Kept => [.. Regressions.All];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryTarget_KeepsItsPromises_ForItsSeedsAndSomeInputs(string name)
    {
        var target = AllTargets.Get(name);
        foreach (var seed in target.Seeds)
        {
            Assert.Null((await Trial.RunPatientlyAsync(target, seed))?.Reason);
        }

        var result = await new Fuzzer(target, Seed).RunAsync((cases, _) => cases >= target.ShortRun);

        Assert.True(result.Crashes == 0, string.Join('\n', result.Findings.Select(finding => $"case {finding.Case}: {finding.Crash.Reason}")));
        Assert.Equal(target.ShortRun, result.Cases);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task WhatOnceBrokeAPromise_DoesSoNoMore(string target, string file) =>
        Assert.Null((await Trial.RunPatientlyAsync(AllTargets.Get(target), Regressions.Read(target, file)))?.Reason);

    [Fact]
    public void EveryTarget_HasANameOfItsOwn() =>
        Assert.Equal(AllTargets.List.Count, AllTargets.List.Select(target => target.Name).Distinct(StringComparer.Ordinal).Count());
}
