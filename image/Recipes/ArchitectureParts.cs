namespace Pockr.Image.Recipes;

/// <summary>What a recipe has for one processor, in front of what it has for all.</summary>
internal sealed record ArchitectureParts
{
    public IReadOnlyList<string>? Packages { get; init; }

    public IReadOnlyList<string>? InitramfsModules { get; init; }

    public IReadOnlyList<string>? BootModules { get; init; }

    public IReadOnlyList<string>? Modules { get; init; }

    public string? CommandLine { get; init; }

    public string? EmulatedCommandLine { get; init; }
}
