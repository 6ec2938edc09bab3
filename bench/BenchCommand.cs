using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pockr.Bench.Machines;
using Pockr.Bench.Suites;

namespace Pockr.Bench;

/// <summary><c>pockr-bench --root DIR --image DIR --agent DIR [--before DIR] [--only SUITE,...] [--count N] [--quick] [--document]</c></summary>
internal sealed class BenchCommand : RootCommand
{
    private const int MostRounds = 1000;

    private readonly Option<DirectoryInfo> _root = new("--root") { Description = "The checkout.", Required = true };

    private readonly Option<DirectoryInfo> _image = new("--image") { Description = "Directory of the image machines are made of.", Required = true };

    private readonly Option<DirectoryInfo> _agent = new("--agent") { Description = "Directory of the agent, published without compiling it beforehand.", Required = true };

    private readonly Option<DirectoryInfo?> _before = new("--before") { Description = "Working copy of an older version that has been built." };

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Suites to run, with commas between them.", CustomParser = ParseSuites, DefaultValueFactory = _ => [.. AllSuites.Names],
    };

    private readonly Option<int?> _count = new("--count") { Description = $"Rounds, 1 to {MostRounds}.", CustomParser = ParseCount };

    private readonly Option<bool> _quick = new("--quick") { Description = "Less of everything, for a first look." };

    private readonly Option<bool> _document = new("--document") { Description = "Write the results into docs/performance.md." };

    public BenchCommand()
        : base("Measures Pockr beside what else there is.")
    {
        Add(_root);
        Add(_image);
        Add(_agent);
        Add(_before);
        Add(_only);
        Add(_count);
        Add(_quick);
        Add(_document);
        Validators.Add(EnsureConsistent);
        SetAction((parsed, cancellationToken) => new BenchRun(OptionsOf(parsed)).RunAsync(cancellationToken));
    }

    public BenchOptions OptionsOf(ParseResult parsed)
    {
        var isQuick = parsed.GetValue(_quick);
        return new BenchOptions(
            parsed.GetRequiredValue(_root).FullName,
            parsed.GetRequiredValue(_image).FullName,
            parsed.GetRequiredValue(_agent).FullName,
            OlderVersionOf(parsed),
            parsed.GetRequiredValue(_only),
            parsed.GetValue(_count) ?? (isQuick ? BenchOptions.QuickRounds : BenchOptions.UsualRounds),
            isQuick,
            parsed.GetValue(_document));
    }

    private static string[] ParseSuites(ArgumentResult result)
    {
        var names = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var unknown in names.Except(AllSuites.Names))
        {
            result.AddError($"There is no suite '{unknown}': use '--only' with some of: {string.Join(", ", AllSuites.Names)}.");
        }

        return names;
    }

    private static int? ParseCount(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostRounds)
        {
            return count;
        }

        result.AddError($"'--count {text}' cannot be: use 1 to {MostRounds}.");
        return null;
    }

    private PockrBuild? OlderVersionOf(ParseResult parsed)
    {
        var checkout = parsed.GetValue(_before)?.FullName;
        var isCompared = parsed.GetRequiredValue(_only).Contains(ChangeSuite.Title);
        if (checkout is null && isCompared && parsed.GetResult(_only) is { Implicit: false })
        {
            throw Failures.OlderVersionMissing(ChangeSuite.Title);
        }

        if (checkout is not null && !isCompared)
        {
            throw Failures.OlderVersionUnused(ChangeSuite.Title, checkout);
        }

        return checkout is null ? null : PockrBuild.In(checkout);
    }

    private void EnsureConsistent(CommandResult result)
    {
        if (result.GetValue(_quick) && result.GetValue(_document))
        {
            result.AddError("'--quick' has too few samples for the document: leave one of '--quick' and '--document' out.");
        }
    }
}
