namespace Pockr.Bench.Suites;

/// <summary>Every suite, in the order they are run.</summary>
internal static class AllSuites
{
    public static IReadOnlyList<ISuite> InOrder { get; } =
        [new StartupSuite(), new OperationsSuite(), new TransfersSuite(), new MemorySuite(), new GrowthSuite(), new ImageSuite(), new ChangeSuite()];

    public static IEnumerable<string> Names => InOrder.Select(suite => suite.Name);
}
