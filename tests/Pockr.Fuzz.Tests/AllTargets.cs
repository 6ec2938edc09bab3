using Pockr.Fuzz.Tests.Targets;

namespace Pockr.Fuzz.Tests;

/// <summary>Everything that is fuzzed.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<Target> List { get; } =
    [
        .. ArchiveTargets.All,
        .. SignatureTargets.All,
        .. StateFileTargets.All,
        .. TypedTargets.All,
        .. StreamTargets.All,
        .. ConnectionTargets.All,
        .. ImageBuildTargets.All,
        .. CommandTargets.All,
        .. RequestTargets.All,
    ];

    public static Target Get(string name) => List.Single(target => target.Name == name);
}
