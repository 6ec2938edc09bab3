using Pockr.Image.Processes;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>The apk of a release file, run by the C library that came with it, on whatever Linux this is.</summary>
internal sealed class ApkTool(string root)
{
    // Debian's and Alpine's builds of OpenSSL look for its configuration in the same place; this one is to find none.
    private static readonly Dictionary<string, string> s_environment = new() { ["OPENSSL_CONF"] = "/dev/null" };

    // Where it has been in one release or another.
    private static readonly string[] s_programs = ["usr/sbin/apk", "usr/bin/apk"];

    private string Libraries => Path.Combine(root, "usr/lib");

    private string Program => s_programs.Select(path => Path.Combine(root, path)).First(File.Exists);

    public Task<ToolResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var loader = Path.Combine(Libraries, $"ld-musl-{Architecture.X64}.so.1");
        var command = new ToolCommand(loader, ["--library-path", Libraries, Program, "--no-network", "--no-cache", "--no-progress", .. arguments])
        {
            Environment = s_environment,
        };
        return Tool.TryRunAsync(command, cancellationToken);
    }
}
