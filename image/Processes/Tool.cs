using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Pockr.Image.Errors;

namespace Pockr.Image.Processes;

/// <summary>The one door to other programs: arguments are a list, both pipes are read, standard input is closed.</summary>
internal static class Tool
{
    private const int NoSuchFile = 2;

    /// <summary>Runs to the end and hands back the result, whatever the exit code was.</summary>
    public static async Task<ToolResult> TryRunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = ReadOutputAsync(process, command, cancellationToken);
            var text = await output; // first: where it cannot be written, the program would wait for a reader for ever
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(command.ToString(), process.ExitCode, text, await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs to the end; an exit code other than 0 is a failure.</summary>
    public static async Task<string> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(command, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw Failures.ToolFailed(result);
    }

    private static async Task<string> ReadOutputAsync(Process process, ToolCommand command, CancellationToken cancellationToken)
    {
        if (command.OutputFile is null)
        {
            return await process.StandardOutput.ReadToEndAsync(cancellationToken);
        }

        await using var file = File.Create(command.OutputFile);
        await process.StandardOutput.BaseStream.CopyToAsync(file, cancellationToken);
        return "";
    }

    private static Process Start(ToolCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };

        // Messages of tools are read by this program: they must not be translated.
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode == NoSuchFile)
        {
            throw Failures.ToolMissing(command.Program, exception);
        }
    }
}
