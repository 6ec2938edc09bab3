using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>A project, as <c>sandbox status --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Root">Its directory.</param>
/// <param name="Running">How many of its sandboxes run.</param>
/// <param name="Stopped">How many do not.</param>
/// <param name="Sandboxes">Its sandboxes.</param>
/// <param name="Gone">Sandboxes that are not there any more, of which there are records.</param>
internal sealed record ProjectReport(
    string Project, string Root, int Running, int Stopped, IReadOnlyList<SandboxInfo> Sandboxes, IReadOnlyList<string> Gone)
{
    public static ProjectReport Of(Project project, IReadOnlyList<SandboxInfo> sandboxes)
    {
        var running = sandboxes.Count(sandbox => sandbox.State == "running");
        return new ProjectReport(
            project.Name,
            project.Root,
            running,
            sandboxes.Count - running,
            sandboxes,
            [.. project.RecordedSandboxes.Except(sandboxes.Select(sandbox => sandbox.Name))]);
    }
}
