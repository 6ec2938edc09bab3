namespace Pockr.HostLauncher.Terminal;

/// <summary>How a list is printed: as a table if neither is chosen.</summary>
/// <param name="IsJson">All of it as one piece of JSON.</param>
/// <param name="Template">A line for each.</param>
internal sealed record ListFormat(bool IsJson = false, JsonTemplate? Template = null);
