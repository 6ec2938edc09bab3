using System.Diagnostics;

namespace Pockr.EndToEnd.Tests;

/// <summary>The host's real <c>docker</c> command, with no helper of ours in between but what is being tested.</summary>
internal sealed class DockerCli : IAsyncDisposable
{
    private readonly string _configuration = Directory.CreateTempSubdirectory("pockr-docker-").FullName;
    private readonly Dictionary<string, string> _environment;
    private readonly DockerRelay? _relay;

    private DockerCli(string host, DockerRelay? relay)
    {
        _relay = relay;
        _environment = new()
        {
            ["DOCKER_HOST"] = host,
            ["DOCKER_CONFIG"] = _configuration,
            ["DOCKER_BUILDKIT"] = "0",
        };
    }

    /// <summary>By way of <c>/docker</c>: the command speaks HTTP to the agent itself.</summary>
    public static async Task<DockerCli> OverHttpAsync(RunningVm vm)
    {
        var cli = new DockerCli($"tcp://{new Uri(vm.Url).Authority}/docker", relay: null);
        await File.WriteAllTextAsync(
            Path.Combine(cli._configuration, "config.json"), $$$"""{"HttpHeaders":{"Authorization":"Bearer {{{vm.Token}}}"}}""");
        return cli;
    }

    /// <summary>By way of <c>/v1/docker/tunnel</c>: the command speaks to a Unix socket.</summary>
    public static DockerCli OverTunnel(RunningVm vm)
    {
        var relay = new DockerRelay(vm.Url, vm.Token);
        return new DockerCli($"unix://{relay.SocketPath}", relay);
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => HostCommand.RunAsync("docker", arguments, _environment);

    public Task<CommandResult> RunWithAsync(byte[] input, params string[] arguments) =>
        HostCommand.RunAsync("docker", arguments, _environment, input);

    /// <summary>Starts one that does not end by itself; its standard output is to be read.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public async Task<string> MustAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (_relay is not null)
        {
            await _relay.DisposeAsync();
        }

        Directory.Delete(_configuration, recursive: true);
    }
}
