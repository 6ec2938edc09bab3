namespace Pockr.Testing.Alpine;

/// <summary>What a package says about itself, and its files.</summary>
internal sealed record AlpinePackage(string Name, string Version, IReadOnlyList<TarFile> Files)
{
    public IReadOnlyList<string> Depends { get; init; } = [];

    public IReadOnlyList<string> Provides { get; init; } = [];

    public string License { get; init; } = "MIT";

    public string Origin { get; init; } = "";

    public long BuildTime { get; init; } = 1_700_000_000;

    public string FileName => $"{Name}-{Version}.apk";
}
