using Pockr.Bench.Machines;

namespace Pockr.Bench;

/// <summary>What was asked for, and where everything is.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="Image">Directory of the image machines are made of.</param>
/// <param name="Agent">Directory of the agent, published without compiling it beforehand.</param>
/// <param name="Before">An older version, built; nothing if none was named.</param>
/// <param name="Suites">Names of those that are wanted.</param>
/// <param name="Rounds">How often each thing is done.</param>
/// <param name="IsQuick">Whether less will do, of everything.</param>
/// <param name="WritesDocument">Whether the results go into docs/performance.md.</param>
internal sealed record BenchOptions(
    string Root, string Image, string Agent, PockrBuild? Before, IReadOnlyList<string> Suites, int Rounds, bool IsQuick, bool WritesDocument)
{
    public const int UsualRounds = 5;
    public const int QuickRounds = 1;

    /// <summary>The published launcher.</summary>
    public string Pockr => PockrBuild.LauncherIn(Root);

    /// <summary>The version that is measured.</summary>
    public PockrBuild Build => new(Pockr, Image);

    /// <summary>For results, and for what is needed meanwhile.</summary>
    public string Output => Path.Combine(Root, "artifacts/bench");

    /// <summary>For the machines it is compared with; they are kept from one run to the next.</summary>
    public string Baselines => Path.Combine(Root, "artifacts/cache/bench");
}
