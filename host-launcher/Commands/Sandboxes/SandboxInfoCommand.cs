using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pockr.Client;
using Pockr.HostLauncher.Sandboxes;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox info SANDBOX</c></summary>
internal sealed class SandboxInfoCommand : MachineCommand
{
    private const string Running = "running";

    private readonly Argument<string> _name = SandboxArgument.Create();
    private readonly Option<bool> _json = CommonOptions.Json();

    public SandboxInfoCommand(CommandPlace place)
        : base(place, "info", "Tell how a sandbox is, what it uses and what runs in it; one that is stopped stays so.")
    {
        Add(_name);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var machine = await OpenAsync(parsed, cancellationToken);
        var report = await ReportAsync(machine.Client, parsed.GetRequiredValue(_name), cancellationToken);
        if (parsed.GetValue(_json))
        {
            Terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.SandboxReport));
        }
        else
        {
            LinesOf(report).ToList().ForEach(Terminal.WriteResult);
        }

        return ExitCodes.Success;
    }

    private static async Task<SandboxReport> ReportAsync(PockrClient client, string name, CancellationToken cancellationToken)
    {
        var sandbox = await client.Sandboxes.InspectAsync(name, cancellationToken);
        if (sandbox.State != Running)
        {
            return new SandboxReport(sandbox);
        }

        try
        {
            var (stats, processes) = (client.Containers.GetStatsAsync(name, cancellationToken), client.Containers.ListProcessesAsync(name, cancellationToken));
            await Task.WhenAll(stats, processes);
            return new SandboxReport(sandbox, await stats, await processes);
        }
        catch (ResourceConflictException)
        {
            return new SandboxReport(await client.Sandboxes.InspectAsync(name, cancellationToken)); // it has just ended
        }
    }

    private static IEnumerable<string> LinesOf(SandboxReport report)
    {
        var sandbox = report.Sandbox;
        yield return $"name        {sandbox.Name}";
        yield return $"state       {sandbox.State}";
        yield return $"image       {sandbox.Image}";
        yield return $"profile     {sandbox.Profile ?? "-"}";
        yield return $"project     {sandbox.Project ?? "-"}";
        yield return $"persistent  {(sandbox.IsPersistent ? "yes" : "no")}";
        yield return $"timeout     {sandbox.TimeoutSeconds} s";
        yield return $"created     {Age.Format(sandbox.CreatedAt, DateTimeOffset.UtcNow)}";
        foreach (var port in sandbox.Ports.Where(port => port.HostPort > 0))
        {
            yield return $"port        127.0.0.1:{port.HostPort}->{port.ContainerPort}/{port.Protocol}";
        }

        if (report.Stats is { } stats)
        {
            yield return $"memory      {BinarySize.Format(stats.MemoryBytes)}";
            yield return string.Create(CultureInfo.InvariantCulture, $"processor   {stats.CpuPercent:0.0} %");
        }

        foreach (var process in report.Processes ?? [])
        {
            yield return $"process     {process.Pid} {process.Command}";
        }
    }
}
