using Pockr.Machines.Checks;
using Pockr.Sdk.Projects;

namespace Pockr.Sdk.Checks;

/// <summary>
/// Records that a project keeps for longer than its settings say. A run lets go of those of its sandbox; those of a sandbox that is gone are
/// nobody's.
/// </summary>
/// <param name="find">Finds the project, if there is one.</param>
internal sealed class ProjectRecordsCheck(Func<Project?> find) : ICheck
{
    public string Id => "project.records";

    public Task<Finding> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(find() is { } project ? Look(project) : Finding.Skipped("There is no project here."));

    private static Finding Look(Project project)
    {
        var (days, sandboxes) = (project.Settings.Logs.Days, project.RecordedSandboxes);
        var old = sandboxes.Where(sandbox => project.HistoryOf(sandbox).HasOutdated).ToList();
        return old.Count == 0
            ? Finding.Ok($"Of {sandboxes.Count} sandboxes something is on record, and nothing for more than {days} days.")
            : Finding.Fixable(
                $"For more than the {days} days of {project.Name} something is on record of: {string.Join(", ", old)}.",
                new Repair("Let go of it.", () => old.ForEach(sandbox => project.HistoryOf(sandbox).LetGoOfOutdated())));
    }
}
