using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary>What tools that run something have in common.</summary>
internal abstract class RunTool : SandboxTool<ToolRun>
{
    private static readonly ToolParameter s_sandbox = ToolParameter.Sandbox();
    private static readonly ToolParameter s_workDir = ToolParameter.Text("workDir", "Directory it starts in (default: the image's own).");
    private static readonly ToolParameter s_stdin = ToolParameter.Text("stdin", "Text it reads on its standard input (default: none).");

    private readonly McpLimits _limits;
    private readonly ToolParameter _timeout;

    protected RunTool(McpSandboxes sandboxes, McpLimits limits, ToolText text, params IEnumerable<ToolParameter> parameters)
        : this(sandboxes, limits, TimeoutIn(limits), text, parameters)
    {
    }

    private RunTool(McpSandboxes sandboxes, McpLimits limits, ToolParameter timeout, ToolText text, IEnumerable<ToolParameter> parameters)
        : base(sandboxes, McpJson.Readable.ToolRun, text, [.. parameters, s_sandbox, s_workDir, s_stdin, timeout]) =>
        (_limits, _timeout) = (limits, timeout);

    /// <summary>The words to run.</summary>
    protected abstract IReadOnlyList<string> CommandIn(ToolArguments arguments);

    protected override async Task<ToolRun> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var run = new SandboxRun(
            CommandIn(arguments),
            arguments.Integer(_timeout) ?? _limits.UsualTimeoutSeconds,
            WorkDir: arguments.Text(s_workDir),
            Stdin: arguments.Text(s_stdin),
            MaxOutputBytes: _limits.OutputBytes);
        var name = SandboxName.Check(arguments.Text(s_sandbox));
        var result = await Sandboxes.UseAsync(name, sandbox => sandbox.RunAsync(run, cancellationToken), cancellationToken);
        return new ToolRun(result.Stdout, result.Stderr, result.ExitCode, result.TimedOut, result.Truncated, NoteOf(result, run));
    }

    private string? NoteOf(RunResult result, SandboxRun run)
    {
        var cut = result.Truncated ? $"Only the first {_limits.OutputBytes} bytes of its output are here; write it to a file and read that in parts with read_file." : null;
        var late = result.TimedOut ? $"It took longer than {run.TimeoutSeconds} s, and was ended with all it had started." : null;
        return (cut, late) is (null, null) ? null : string.Join(' ', new[] { late, cut }.OfType<string>());
    }

    private static ToolParameter TimeoutIn(McpLimits limits) => ToolParameter.Integer(
        "timeoutSeconds", $"Seconds after which it is ended, with all it has started (default: {limits.UsualTimeoutSeconds}).", 1, limits.TimeoutSeconds) with
    { Option = "--timeout" };
}
