namespace Pockr.Machines.Checks;

/// <summary>A check's result as <c>doctor --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Id">Which check.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c>, <c>error</c> or <c>skipped</c>.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Fixable">Whether <c>--fix</c> would put it right.</param>
/// <param name="Fixed">What <c>--fix</c> did.</param>
internal sealed record CheckReport(string Id, string Status, string Reason, string? Remedy = null, bool Fixable = false, string? Fixed = null);
