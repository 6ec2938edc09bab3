using System.Diagnostics;

namespace Pockr.EndToEnd.Tests;

/// <summary>A real registry (Debian's docker-registry) on the host's loopback.</summary>
internal sealed class HostRegistry : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private HostRegistry(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        Port = port;
    }

    public int Port { get; }

    public static async Task<HostRegistry> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-registry-").FullName;
        var port = HostPort.FindFree();
        var config = Path.Combine(directory, "config.yml");
        await File.WriteAllTextAsync(config, $$"""
            version: 0.1
            storage:
              filesystem:
                rootdirectory: {{directory}}/data
            http:
              addr: 127.0.0.1:{{port}}
            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", config]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();

        var registry = new HostRegistry(process, directory, port);
        await registry.WaitAsync();
        return registry;
    }

    public async Task PushAsync(string archive, string name)
    {
        var result = await HostCommand.RunAsync(
            "skopeo", ["--insecure-policy", "copy", "--dest-tls-verify=false", $"docker-archive:{archive}", $"docker://127.0.0.1:{Port}/{name}"]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task WaitAsync()
    {
        var answer = await HostCommand.RunAsync(
            "curl", ["-sS", "--retry", "30", "--retry-connrefused", "--retry-delay", "1", $"http://127.0.0.1:{Port}/v2/"]);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }
}
