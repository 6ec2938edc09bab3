using System.Text.RegularExpressions;

namespace Pockr.Architecture.Tests;

/// <summary>Each public member of the SDK is tested: docs/sdk-members.md says by what, and what was compiled shows that it is so.</summary>
public sealed partial class SdkMembersTests
{
    private static readonly string[] s_assemblies = ["Pockr.Client", "Pockr.Sdk", "Pockr.Hosting", "Pockr.Xunit"];

    private static readonly ILookup<string, SdkMember> s_members =
        s_assemblies.SelectMany(name => SdkMember.Of(CompiledTests.EndToEnd.Read(name))).ToLookup(member => member.Name);

    private static readonly Dictionary<string, string> s_rows = File.ReadLines(Path.Combine(Repository.Root, "docs/sdk-members.md"))
        .Select(line => Row().Match(line)).Where(row => row.Success)
        .ToDictionary(row => row.Groups["member"].Value, row => row.Groups["test"].Value);

    public static TheoryData<string> Members => [.. s_members.Select(overloads => overloads.Key)];

    [Fact]
    public void EveryRow_IsOfAMember() => Assert.Empty(s_rows.Keys.Except(s_members.Select(overloads => overloads.Key)));

    [Theory]
    [MemberData(nameof(Members))]
    public void AMember_IsCalledByTheTestOfItsRow(string member)
    {
        Assert.True(s_rows.TryGetValue(member, out var test), $"docs/sdk-members.md has no row for {member}; {Suggest(member)}");

        var reached = TestsOf(member).Where(tests => tests.ContainsKey(test)).Select(tests => tests[test]).FirstOrDefault();
        Assert.True(reached is not null, $"{test} is no test that {member} could be tested by; {Suggest(member)}");
        Assert.True(s_members[member].Any(overload => overload.IsIn(reached)), $"{test} does not call {member}; {Suggest(member)}");
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void EachOverload_IsCalledByATest(string member) => Assert.All(s_members[member], overload =>
        Assert.Contains(TestsOf(member).SelectMany(tests => tests.Values), overload.IsIn));

    // What is waited for has to do with the machine: only a test with the real one counts.
    private static IEnumerable<IReadOnlyDictionary<string, IReadOnlySet<string>>> TestsOf(string member) =>
        s_members[member].Any(overload => overload.IsAwaited) ? [CompiledTests.EndToEnd.Reached] : [CompiledTests.EndToEnd.Reached, CompiledTests.OfSdk.Reached];

    private static string Suggest(string member)
    {
        var callers = TestsOf(member).SelectMany(tests => tests).Where(test => s_members[member].Any(overload => overload.IsIn(test.Value))).Select(test => test.Key);
        return $"tests that call it: {string.Join(", ", callers.DefaultIfEmpty("none"))}.";
    }

    [GeneratedRegex(@"^\| `(?<member>\w+\.\w+)` \| `(?<test>\w+Tests\.\w+)` \|$")]
    private static partial Regex Row();
}
