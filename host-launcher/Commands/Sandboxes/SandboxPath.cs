using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>Paths in sandboxes: one that is not absolute is in the directory commands start in.</summary>
internal static class SandboxPath
{
    public static Argument<string> Create(string name, string description) => new(name)
    {
        Description = $"{description} in the sandbox; not absolute, it is in the directory commands start in (default: there).",
        DefaultValueFactory = _ => ".",
    };
}
