using System.Text;

namespace Pockr.Fuzz.Tests;

/// <summary>A run that finds nothing is worth something only if it would find what there is.</summary>
public sealed class FuzzerTests
{
    private static readonly byte[] s_seed = "{\"length\":3,\"text\":\"abc\"}"u8.ToArray();

    [Fact]
    public async Task AParserThatBelievesALength_IsFound_AndTheInputIsShort()
    {
        var result = await RunAsync(input => input.AsSpan(0, input.Length == 0 ? 0 : input[0]).ToArray());

        var finding = Assert.Single(result.Findings);
        Assert.StartsWith(nameof(ArgumentOutOfRangeException), finding.Crash.Place, StringComparison.Ordinal);
        Assert.Single(finding.Input);
    }

    [Fact]
    public async Task AParserThatAllocatesWhatAHeaderSays_IsFound()
    {
        var target = new Target("broken", [[0x7f, 1, 2]], input => GC.KeepAlive(new byte[input is [0x7f, ..] ? 4 << 20 : 1])) { MostAllocation = 1 << 20 };

        var result = await new Fuzzer(target, 1).RunAsync((cases, _) => cases == 50);

        Assert.Equal([Crash.OfAllocation(0).Place], result.Findings.Select(finding => finding.Crash.Place));
    }

    [Fact]
    public async Task WhatIsPromised_IsNoFinding()
    {
        var target = new Target("broken", [s_seed], _ => throw new InvalidDataException("no")) { Promised = [typeof(InvalidDataException)] };

        var result = await new Fuzzer(target, 1).RunAsync((cases, _) => cases == 100);

        Assert.Equal((100, 0), (result.Cases, result.Crashes));
    }

    [Fact]
    public void TheSameSeedAndNumber_MakeTheSameInput()
    {
        var target = new Target("broken", [s_seed], _ => { });

        Assert.Equal(Mutator.Make(target, 7, 1000), Mutator.Make(target, 7, 1000));
        Assert.True(Enumerable.Range(0, 100).Select(number => Convert.ToHexString(Mutator.Make(target, 7, number))).Distinct().Count() > 90);
    }

    [Fact]
    public void ValuesOfJson_BecomeOthers_AndItStaysJson()
    {
        var random = new Random(1);

        var texts = Enumerable.Range(0, 50).Select(_ => Encoding.UTF8.GetString(JsonChange.TryMake(s_seed, random, ["other"])!)).ToList();

        Assert.Contains("{\"length\":3,\"text\":null}", texts);
        Assert.All(texts, text => System.Text.Json.JsonDocument.Parse(text));
    }

    private static Task<FuzzResult> RunAsync(Action<byte[]> parse, params byte[] seed) =>
        new Fuzzer(new Target("broken", [seed.Length == 0 ? s_seed : seed], parse), 1).RunAsync((cases, _) => cases == 500);
}
