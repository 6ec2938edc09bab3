using System.Diagnostics;

namespace Pockr.Bench.Latency.Processes;

/// <summary>The <c>docker</c> command, through the machine's docker.sock.</summary>
internal sealed class DockerCommand(string socket)
{
    public async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, Environment = { ["DOCKER_HOST"] = $"unix://{socket}" } };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"docker {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
