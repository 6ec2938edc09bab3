using System.CommandLine;
using Pockr.HostLauncher.Files;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>Paths in sandboxes: one that is not absolute is in the directory commands start in.</summary>
internal static class SandboxPath
{
    public static Argument<string> Create(string name, string description) => new(name)
    {
        Description = $"{description} in the sandbox; not absolute, it is in the directory commands start in (default: there).",
        DefaultValueFactory = _ => ".",
    };

    public static async Task<CopyEnd> ResolveAsync(PockrClient client, string sandbox, string path, CancellationToken cancellationToken)
    {
        if (path.StartsWith('/'))
        {
            return new CopyEnd(sandbox, path);
        }

        var container = await client.Containers.InspectAsync(sandbox, cancellationToken);
        return new CopyEnd(sandbox, $"{container.WorkDir.TrimEnd('/')}/{path}");
    }
}
