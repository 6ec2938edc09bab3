namespace Pockr.Bench.Results;

/// <summary>What somebody needed for something, as often as it was measured.</summary>
/// <param name="Subject">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="Samples">Each, in the order they were taken.</param>
internal sealed record Measurement(string Subject, string By, List<double> Samples);
