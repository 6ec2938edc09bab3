using System.Diagnostics;

namespace Pockr.Bench.Latency.Processes;

/// <summary>A command of the user's, and the variable of the environment that leads it to the machine.</summary>
internal sealed class Tool(string program, string variable, string value)
{
    public async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, Environment = { [variable] = value } };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
