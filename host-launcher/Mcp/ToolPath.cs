namespace Pockr.HostLauncher.Mcp;

/// <summary>A path in a sandbox. Where it leads, also by '..' and by links, is within the sandbox, which the agent sees to.</summary>
internal static class ToolPath
{
    public static string In(ToolArguments arguments, ToolParameter parameter) =>
        arguments.RequiredText(parameter) is { Length: > 0 } path ? path : throw ToolFailures.PathEmpty();
}
