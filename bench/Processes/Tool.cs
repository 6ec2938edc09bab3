using System.ComponentModel;
using System.Diagnostics;

namespace Pockr.Bench.Processes;

/// <summary>
/// A program as a user starts it: in an environment of its own. What this program has inherited from the build (settings of .NET's runtime above all)
/// would be measured with it.
/// </summary>
/// <param name="program">Its name or path.</param>
/// <param name="variables">What it has in its environment beside the usual ones.</param>
internal sealed class Tool(string program, params IReadOnlyList<(string Name, string Value)> variables)
{
    private const int TellingLines = 3;

    private static readonly string[] s_inherited = ["PATH", "HOME", "TMPDIR", "USER"];

    public string Program => program;

    /// <summary>Runs to the end; an exit code other than 0 is a failure.</summary>
    /// <returns>Its standard output.</returns>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw Failures.ToolFailed(Line(arguments), process.ExitCode, EndOf(await error));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it, with pipes to all its streams.</summary>
    public Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var name in s_inherited)
        {
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw Failures.ToolMissing(program, exception);
        }
    }

    /// <summary>What it says last is why it failed; what comes before may be pages.</summary>
    private static string EndOf(string error) => string.Join('\n', error.Trim().Split('\n').TakeLast(TellingLines));

    private string Line(IReadOnlyList<string> arguments) => string.Join(' ', arguments.Prepend(program));
}
