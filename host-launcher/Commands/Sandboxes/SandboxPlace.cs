using Pockr.HostLauncher.Sandboxes;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>What commands on sandboxes work with besides a machine.</summary>
/// <param name="Place">The machine's Docker.</param>
/// <param name="Directory">Directory the user is in.</param>
/// <param name="Images">Builds what profiles are made of.</param>
internal sealed record SandboxPlace(CommandPlace Place, string Directory, ProfileImages Images)
{
    /// <summary>The project the user is in, if that is one.</summary>
    public Project? Project => Project.Find(Directory);

    /// <summary>Where it is recorded what is run in a sandbox, if it is.</summary>
    public RunHistory? HistoryOf(string sandbox) => Project?.HistoryOf(sandbox);
}
