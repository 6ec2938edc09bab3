using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>The published <c>pockr</c>, run as a user would, with machines of its own.</summary>
/// <param name="home">Where its machines are.</param>
/// <param name="directory">Where it is run; here if absent.</param>
internal sealed class PockrCli(string home, string? directory = null)
{
    private readonly Dictionary<string, string> _environment = new() { ["POCKR_HOME"] = home };

    public string Home => home;

    public Task<CommandResult> RunAsync(params string[] arguments) => HostCommand.RunAsync(Requirements.Launcher, arguments, _environment, directory: directory);

    /// <summary>The same with bytes on its standard input.</summary>
    public Task<CommandResult> PipeAsync(byte[] input, params string[] arguments) =>
        HostCommand.RunAsync(Requirements.Launcher, arguments, _environment, input, directory);

    /// <summary>Starts it; what it says is lost.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Requirements.Launcher, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs what has to succeed, and hands back its standard output.</summary>
    public async Task<string> MustAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    public async Task<JsonNode> JsonAsync(params string[] arguments) => JsonNode.Parse(await MustAsync([.. arguments, "--json"]))!;
}
