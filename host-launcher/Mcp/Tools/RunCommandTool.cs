using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>run_command</c></summary>
internal sealed class RunCommandTool(McpSandboxes sandboxes, McpLimits limits) : RunTool(sandboxes, limits, Text(limits), s_command, s_words)
{
    private static readonly ToolParameter s_command = ToolParameter.Text("command", "A line for sh, such as 'ls -l | wc -l'. Either this or 'argv'.");
    private static readonly ToolParameter s_words = ToolParameter.Texts("argv", "A program and its arguments, without a shell. Either this or 'command'.");

    protected override IReadOnlyList<string> CommandIn(ToolArguments arguments) => (arguments.Text(s_command), arguments.Texts(s_words)) switch
    {
        ({ } line, null) => Language.Shell.CommandFor(line),
        (null, { Count: > 0 } words) => words,
        (not null, not null) => throw ToolFailures.CommandOrArguments(areBoth: true),
        _ => throw ToolFailures.CommandOrArguments(areBoth: false),
    };

    private static ToolText Text(McpLimits limits) => new(
        "run_command",
        "Run a command",
        "Runs a shell line or a program in a sandbox and answers with stdout, stderr and exit code once it has ended. Each call is a process of its "
        + "own: directory and variables do not stay, files do. Something that is to go on, such as a server, is started in the background with its "
        + "output sent elsewhere: 'server >/tmp/log 2>&1 &'. An exit code other than 0 is an answer like any other.")
    {
        IsDestructive = true,
        IsOpenWorld = limits.HasNetwork,
    };
}
