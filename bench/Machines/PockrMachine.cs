using System.Globalization;
using System.Text.Json.Nodes;
using Pockr.Bench.Processes;
using Pockr.Client;

namespace Pockr.Bench.Machines;

/// <summary>A machine of Pockr's, as a user has it: by commands. Disposing of it removes it.</summary>
/// <param name="pockr">The command, led to it by its environment.</param>
/// <param name="home">Where machines are.</param>
/// <param name="name">Its name.</param>
internal sealed class PockrMachine(Tool pockr, string home, string name) : IAsyncDisposable
{
    private Uri? _agent;

    public string Name => name;

    public Tool Pockr => pockr;

    public Tool Docker => Dockers.At(DockerSocket);

    public string DockerSocket => Path.Combine(Files, "docker.sock");

    public int QemuId => int.Parse(File.ReadAllText(Path.Combine(Files, "qemu.pid")), CultureInfo.InvariantCulture);

    public int SupervisorId => (int)JsonNode.Parse(File.ReadAllText(Path.Combine(Files, "supervisor.json")))!["id"]!;

    private string Token => File.ReadAllText(Path.Combine(Files, "token")).Trim();

    private string Files => Path.Combine(home, "vms", name);

    /// <returns>How its processors are run.</returns>
    public async Task<string> UpAsync(CancellationToken cancellationToken, params string[] options)
    {
        var report = JsonNode.Parse(await pockr.RunAsync(["up", "--json", .. options], cancellationToken))!;
        _agent = new Uri((string)report["url"]!);
        return (string)report["accelerator"]!;
    }

    public Task SuspendAsync(CancellationToken cancellationToken) => pockr.RunAsync(["down"], cancellationToken);

    public Task PowerOffAsync(CancellationToken cancellationToken) => pockr.RunAsync(["down", "--power-off"], cancellationToken);

    /// <summary>Its agent, once it is up.</summary>
    public HttpApi OpenAgent() => HttpApi.OfAgent(_agent!, Token);

    /// <summary>The same, as programs have it.</summary>
    public PockrClient OpenClient() => new(_agent!, Token);

    /// <summary>Its dockerd.</summary>
    public HttpApi OpenEngine() => HttpApi.OfSocket(DockerSocket);

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Files))
        {
            await pockr.RunAsync(["vm", "rm", "--force", name], CancellationToken.None);
        }
    }
}
