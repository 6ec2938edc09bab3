namespace Pockr.Image.Processes;

internal sealed record ToolResult(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>The last lines of standard error, where tools put the reason.</summary>
    public string ErrorTail => string.Join(' ', Error.TrimEnd().Split('\n').TakeLast(4));
}
