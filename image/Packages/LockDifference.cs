namespace Pockr.Image.Packages;

/// <summary>What a new lock changes, in lines for people.</summary>
internal static class LockDifference
{
    public static IReadOnlyList<string> Between(PackageLock? old, PackageLock @new)
    {
        var before = (old?.Packages ?? []).ToDictionary(package => package.Name);
        var after = @new.Packages.ToDictionary(package => package.Name);
        return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(name => Line(before.GetValueOrDefault(name), after.GetValueOrDefault(name))).OfType<string>()];
    }

    private static string? Line(LockedPackage? before, LockedPackage? after) => (before, after) switch
    {
        (null, { } added) => $"+ {added}",
        ({ } removed, null) => $"- {removed}",
        ({ } old, { } @new) when old.Version != @new.Version => $"  {old.Name} {old.Version} -> {@new.Version}",
        ({ } old, { } @new) when old.Sha256 != @new.Sha256 => $"  {old} is another file: {old.Sha256[..12]} -> {@new.Sha256[..12]}",
        _ => null,
    };
}
