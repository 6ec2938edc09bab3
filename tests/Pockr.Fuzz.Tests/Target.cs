using System.Text;

namespace Pockr.Fuzz.Tests;

/// <summary>Something of ours that reads what comes from outside, by the entry point that it really has.</summary>
/// <param name="Name">What it is called in tables, and the directory its regressions are in.</param>
/// <param name="Seeds">Inputs as they should be, which others are made of.</param>
/// <param name="Run">Reads one; throws what it promises, or nothing.</param>
internal sealed record Target(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Run)
{
    /// <summary>What <see cref="ShortRun"/> is where each input takes a file or a connection.</summary>
    public const int FileCases = 20;

    private const long UsualAllocation = 64 << 20;

    /// <summary>What it promises to throw for input it cannot use; kinds of these are as good.</summary>
    public IReadOnlyList<Type> Promised { get; init; } = [];

    /// <summary>Words that mean something to it, besides those of everybody.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Puts right what would stop a changed input at the door, such as a checksum.</summary>
    public Func<byte[], byte[]> Mend { get; init; } = input => input;

    /// <summary>Bytes it may take in all for one input: a length in a header is not to be believed.</summary>
    public long MostAllocation { get; init; } = UsualAllocation;

    /// <summary>Cases in the tests that always run, where one takes longer than the usual microseconds.</summary>
    public int ShortRun { get; init; } = 100;

    public static Target OfText(string name, Action<string> run, params IReadOnlyList<string> seeds) =>
        new(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], input => run(Encoding.UTF8.GetString(input)));

    /// <summary>A reader of files: each input is one, in a directory of its own.</summary>
    public static Target OfFile(string name, Action<string> run, params IReadOnlyList<byte[]> seeds) => new(name, seeds, input =>
    {
        using var scratch = new Scratch();
        run(scratch.Write("input", input));
    })
    {
        ShortRun = FileCases,
    };

    public override string ToString() => Name;
}
