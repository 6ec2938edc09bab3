using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Sdk.Sandboxes;

/// <summary>What can be wrong with sandboxes: values of <see cref="PockrException.Code"/>.</summary>
public static class SandboxProblems
{
    /// <summary>There is no sandbox of that name; a container may be.</summary>
    public const string SandboxNotFound = "sandbox_not_found";

    /// <summary>There is no such profile.</summary>
    public const string ProfileNotFound = "profile_not_found";

    /// <summary>Neither the directory nor one above it is a project.</summary>
    public const string ProjectNotFound = "project_not_found";

    /// <summary>A project's settings cannot be read.</summary>
    public const string ProjectUnreadable = "project_unreadable";

    /// <summary>There is no record of such a run.</summary>
    public const string RunNotFound = "run_not_found";

    /// <summary>A directory could not be made in a sandbox.</summary>
    public const string DirectoryNotMade = "directory_not_made";

    /// <summary>A file or a directory could not be copied between this host and a sandbox.</summary>
    public const string NotCopied = "not_copied";

    internal static PockrException NotCopiedBecause(LauncherException failure) => new(failure.Message, NotCopied, failure.Remedy, cause: failure);

    internal static PockrException NoDirectory(string path, string reason) => new(
        $"The directory {path} could not be made: {reason}", DirectoryNotMade, "Choose one that the sandbox's user may write to.");

    internal static ResourceNotFoundException NoSandbox(string name) => new(
        $"There is no sandbox '{name}'.", SandboxNotFound, "List them with 'pockr sandbox list', or make it with 'pockr sandbox create'.");

    internal static ResourceNotFoundException NoProfile(string name, IEnumerable<Profile> known) => new(
        $"There is no profile '{name}'.", ProfileNotFound, $"Use one of {string.Join(", ", known.Select(profile => profile.Name))}.");

    internal static ResourceNotFoundException NoProject(string directory) => new(
        $"{directory} is no project, nor is a directory above it.", ProjectNotFound, "Make one with 'pockr init'.");

    internal static PockrException UnreadableProject(string file, string reason, Exception? cause = null) => new(
        $"{file} cannot be used: {reason}", ProjectUnreadable, "Mend the file, or move it away and run 'pockr init' again.", cause: cause);

    internal static ResourceNotFoundException NoRun(string sandbox, string? id) => new(
        id is null ? $"Nothing was run in '{sandbox}' that is still on record." : $"There is no run '{id}' of '{sandbox}' on record.",
        RunNotFound,
        $"List them with 'pockr sandbox history {sandbox}'.");
}
