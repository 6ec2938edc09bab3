using System.Text;
using Pockr.HostLauncher.Commands.Sandboxes;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>run_code</c></summary>
internal sealed class RunCodeTool(McpSandboxes sandboxes, McpLimits limits) : RunTool(sandboxes, limits, Text(limits), s_language, s_code)
{
    private static readonly ToolParameter s_language = ToolParameter.Text("language", "Language of the code; its interpreter has to be in the sandbox.") with
    {
        IsRequired = true,
        Choices = [.. Language.All.Select(language => language.Name)],
    };

    private static readonly ToolParameter s_code = ToolParameter.Text("code", "The code, up to 128 KiB.") with { IsRequired = true };

    protected override IReadOnlyList<string> CommandIn(ToolArguments arguments)
    {
        var (language, code) = (arguments.RequiredText(s_language), arguments.RequiredText(s_code));
        var bytes = Encoding.UTF8.GetByteCount(code);
        return bytes > SandboxRunCommand.LongestCode
            ? throw ToolFailures.CodeTooLong(bytes, SandboxRunCommand.LongestCode)
            : Language.Find(language)!.CommandFor(code);
    }

    private static ToolText Text(McpLimits limits) => new(
        "run_code",
        "Run code",
        "Runs code in a sandbox and answers with stdout, stderr and exit code once it has ended. Files stay for later calls, variables do not. "
        + "An exit code other than 0 is an answer like any other. 126 or 127 means that the interpreter is not in the sandbox.")
    {
        IsDestructive = true,
        IsOpenWorld = limits.HasNetwork,
    };
}
