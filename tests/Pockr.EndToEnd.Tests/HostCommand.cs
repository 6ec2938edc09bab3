using System.Diagnostics;

namespace Pockr.EndToEnd.Tests;

/// <summary>Runs a program of the host to its end.</summary>
internal static class HostCommand
{
    public static async Task<CommandResult> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null, byte[]? input = null, string? directory = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            var copying = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input ?? [], cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await copying;
            return new CommandResult(string.Join(' ', arguments.Prepend(program)), process.ExitCode, output.ToArray(), await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading it all; how, is what counts.
        }
    }
}
