namespace Pockr.Bench.Results;

/// <summary>What one run of a suite came to: the file of it is all that reports are made of.</summary>
/// <param name="Suite">Its name.</param>
/// <param name="MeasuredAt">When it ended.</param>
/// <param name="Rounds">How often each thing was done.</param>
/// <param name="Host">Where.</param>
/// <param name="Figures">The numbers.</param>
/// <param name="Notes">Sentences about them.</param>
internal sealed record SuiteResult(
    string Suite, DateTimeOffset MeasuredAt, int Rounds, HostDescription Host, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes);
