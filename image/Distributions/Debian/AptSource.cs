namespace Pockr.Image.Distributions.Debian;

/// <summary>One source of a host's apt: where packages are, for which suites, and who signs them.</summary>
internal sealed record AptSource(string Uri, IReadOnlyList<string> Suites, IReadOnlyList<string> Components, string? SignedBy);
