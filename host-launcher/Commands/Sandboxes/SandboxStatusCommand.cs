using System.CommandLine;
using System.Text.Json;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines.Errors;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox status</c></summary>
internal sealed class SandboxStatusCommand : MachineCommand
{
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly SandboxPlace _sandboxes;

    public SandboxStatusCommand(SandboxPlace sandboxes)
        : base(sandboxes.Place, "status", "Tell of the project here and its sandboxes.")
    {
        _sandboxes = sandboxes;
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var project = Project.Get(_sandboxes.Directory);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var report = ProjectReport.Of(project, await machine.Client.Sandboxes.ListAsync(project.Name, cancellationToken));
        if (parsed.GetValue(_json))
        {
            Terminal.WriteResult(JsonSerializer.Serialize(report, LauncherJson.Default.ProjectReport));
            return ExitCodes.Success;
        }

        Terminal.WriteResult($"project    {report.Project}");
        Terminal.WriteResult($"root       {report.Root}");
        Terminal.WriteResult($"sandboxes  {report.Sandboxes.Count}, {report.Running} running");
        if (report.Gone.Count > 0)
        {
            Terminal.WriteResult($"gone       {string.Join(", ", report.Gone)}; what was run in them is still on record: 'pockr sandbox history'");
        }

        return ExitCodes.Success;
    }
}
