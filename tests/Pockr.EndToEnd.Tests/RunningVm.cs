using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>One booted machine, with a directory of its own. Booting is what costs, so tests share it; names inside it are not shared.</summary>
public class RunningVm : IAsyncLifetime
{
    private const int NotRunning = 3;

    private readonly string _home = Directory.CreateTempSubdirectory("pockr-").FullName;

    internal PockrCli Cli => new(_home);

    internal string MachineDirectory => Path.Combine(_home, "vms", "default");

    internal string SerialLog => Path.Combine(MachineDirectory, "serial.log");

    /// <summary>What <c>pockr up --json</c> said.</summary>
    internal JsonNode Up { get; private set; } = null!;

    internal string Url => (string)Up["url"]!;

    internal string Token { get; private set; } = "";

    /// <summary>Speaks to the agent with the token; nothing is cut off for taking long.</summary>
    internal HttpClient Api { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("POCKR_TEST_AGENT") is { } agent)
        {
            UseAgent(agent);
            return;
        }

        // A template is for the second machine and those after it, and there is one.
        await BootAsync(["--no-template", .. await FirstOptionsAsync()]);
    }

    /// <summary>Options of the first <c>pockr up</c>.</summary>
    private protected virtual Task<string[]> FirstOptionsAsync()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        return Task.FromResult<string[]>([]);
    }

    internal async Task BootAsync(params string[] options)
    {
        Up = await Cli.JsonAsync(["up", .. options]);
        Token = (await Cli.MustAsync("token")).TrimEnd();
        Api = NewApi();
        TestContext.Current.SendDiagnosticMessage("up: {0}", Up.ToJsonString());
    }

    /// <summary>Calls the agent with <c>curl</c>, as a user would.</summary>
    internal Task<ApiAnswer> CurlAsync(string path, string? body = null) => ApiAnswer.CurlAsync(Url + path, Token, body);

    /// <summary>Runs a shell line in the machine itself; it has to succeed.</summary>
    internal async Task<string> InMachineAsync(string command)
    {
        var answer = await CurlAsync("/vm/exec", new JsonObject { ["cmd"] = command }.ToJsonString());
        Assert.True(answer.Status == 200 && (int)answer.Json["exitCode"]! == 0, $"{command}\n{answer.Body}");
        return (string)answer.Json["stdout"]!;
    }

    /// <summary>Kills a service of the machine's, and waits for the one that is started in its place.</summary>
    internal async Task KillServiceAsync(string service)
    {
        var before = (await InMachineAsync($"pidof {service}")).Trim();

        // The answer may be lost with the agent; what counts is what comes after.
        await HostCommand.RunAsync("curl", ["-s", "-m", "5", "-H", $"Authorization: Bearer {Token}", "-d", $$"""{"cmd":"kill -9 {{before}}"}""", $"{Url}/vm/exec"]);
        await BootAsync();
        Assert.NotEqual(before, (await InMachineAsync($"pidof {service}")).Trim());
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var lastWords = await HasEndedAsync() ? LastWords() : null;
        try
        {
            if (Api is not null && lastWords is null)
            {
                await CalledRoutes.WriteAsync(await ApiOperation.ReadAllAsync(Api));
            }
        }
        finally
        {
            await RemoveAsync();
        }

        Assert.True(lastWords is null, $"The machine ended while it was tested.\n{lastWords}");
    }

    private async Task RemoveAsync()
    {
        Api?.Dispose();
        if (Directory.Exists(MachineDirectory))
        {
            await Cli.RunAsync("vm", "rm", "--force", "default");
        }

        Directory.Delete(_home, recursive: true);
    }

    private async Task<bool> HasEndedAsync() => Directory.Exists(MachineDirectory) && (await Cli.RunAsync("status")).ExitCode == NotRunning;

    private string LastWords() => string.Join('\n', Directory.GetFiles(MachineDirectory, "*.log").Select(
        log => $"{Path.GetFileName(log)}:\n{string.Join('\n', File.ReadLines(log).TakeLast(60))}"));

    private void UseAgent(string agent)
    {
        Up = new JsonObject { ["url"] = agent };
        Token = Environment.GetEnvironmentVariable("POCKR_TEST_TOKEN") ?? "";
        Api = NewApi();
    }

    // With a connection of its own: curl's.
    private async Task<string> DescribeConnectionsAsync(Uri address)
    {
        const string There = "cat /proc/net/tcp /proc/net/tcp6 /proc/net/unix; for t in /proc/$(pidof guest-agent)/task/*; do echo $(cat $t/comm $t/wchan); done";
        var here = await HostCommand.RunAsync("ss", ["-tnpoi", $"( dport = :{address.Port} or sport = :{address.Port} )"]);
        return $"{here.Output}\n{await InMachineAsync(There)}";
    }

    private HttpClient NewApi()
    {
        Api?.Dispose();
        var api = new HttpClient(new PatientHandler(new NotingHandler(), DescribeConnectionsAsync)) { BaseAddress = new Uri(Url), Timeout = Timeout.InfiniteTimeSpan };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return api;
    }
}

/// <summary>The tests that share one machine.</summary>
[CollectionDefinition(nameof(SharedVm))]
public sealed class SharedVm : ICollectionFixture<RunningVm>;

/// <summary>The tests that end or suspend theirs. One after the other, each leaves it running.</summary>
[CollectionDefinition(nameof(RestartedVm))]
public sealed class RestartedVm : ICollectionFixture<RunningVm>;
