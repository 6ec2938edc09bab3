using System.Text.RegularExpressions;

/// <summary>The parts of .NET that an agent for Alpine's C library is made with. Not every package registry has them.</summary>
public sealed class AgentPacks
{
    public const string MuslRuntime = "linux-musl-x64";

    private static readonly string[] s_packs =
    {
        $"Microsoft.AspNetCore.App.Runtime.{MuslRuntime}", $"Microsoft.NETCore.App.Host.{MuslRuntime}", $"Microsoft.NETCore.App.Runtime.{MuslRuntime}",
    };

    private readonly ICakeContext _context;
    private readonly BuildPaths _paths;

    public AgentPacks(ICakeContext context, BuildPaths paths)
    {
        _context = context;
        _paths = paths;
    }

    /// <summary>Restores the agent as publishing will; if that fails, says which packs are missing and what can be done.</summary>
    public void Restore()
    {
        var arguments = new ProcessArgumentBuilder()
            .Append("restore").AppendQuoted(_paths.AgentProject.FullPath)
            .Append($"-p:RuntimeIdentifier={MuslRuntime}").Append("-p:_IsPublishing=true").Append("-v:quiet").Append("-nologo");
        var settings = new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectStandardError = true };
        var exitCode = _context.StartProcess("dotnet", settings, out var output, out var errors);
        var reason = output.Concat(errors).FirstOrDefault(line => line.Contains("error")) ?? "";
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, Regex.IsMatch(reason, "NU1101|NU1102|NU1301") ? MissingPacks(reason) : reason);
        }
    }

    private static string MissingPacks(string reason)
    {
        var named = s_packs.Where(pack => reason.Contains(pack, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(string.Join(", ", s_packs));
        return $"The agent for Alpine needs packs that cannot be restored from here: {string.Join(", ", named)} ({Regex.Match(reason, "NU[0-9]+").Value}).\n"
            + "  try: Run './build.sh agent --distro alpine' where they can be, and give the directory it makes with '--agent DIR'; "
            + "or build with '--distro debian'.";
    }
}
