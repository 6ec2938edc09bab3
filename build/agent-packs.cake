using System.Text.RegularExpressions;

/// <summary>The parts of .NET that an agent is made with. Not every package registry has those of every processor and C library.</summary>
public sealed class AgentPacks
{
    private readonly ICakeContext _context;
    private readonly BuildPaths _paths;
    private readonly string _runtime;

    public AgentPacks(ICakeContext context, BuildPaths paths, string runtime)
    {
        _context = context;
        _paths = paths;
        _runtime = runtime;
    }

    private string[] Names => new[]
    {
        $"Microsoft.AspNetCore.App.Runtime.{_runtime}", $"Microsoft.NETCore.App.Host.{_runtime}", $"Microsoft.NETCore.App.Runtime.{_runtime}",
    };

    /// <summary>Restores the agent as publishing will; if that fails, says which packs are missing and what can be done.</summary>
    public void Restore(string command)
    {
        var arguments = new ProcessArgumentBuilder()
            .Append("restore").AppendQuoted(_paths.AgentProject.FullPath)
            .Append($"-p:RuntimeIdentifier={_runtime}").Append("-p:_IsPublishing=true").Append("-v:quiet").Append("-nologo");
        var settings = new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true, RedirectStandardError = true };
        var exitCode = _context.StartProcess("dotnet", settings, out var output, out var errors);
        var reason = output.Concat(errors).FirstOrDefault(line => line.Contains("error")) ?? "";
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, Regex.IsMatch(reason, "NU1101|NU1102|NU1301") ? MissingPacks(reason, command) : reason);
        }
    }

    private string MissingPacks(string reason, string command)
    {
        var named = Names.Where(pack => reason.Contains(pack, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(string.Join(", ", Names));
        return $"The agent for {_runtime} needs packs that cannot be restored from here: {string.Join(", ", named)} ({Regex.Match(reason, "NU[0-9]+").Value}).\n"
            + $"  try: Run '{command}' where they can be, and give the directory it makes with './build.sh image --agent DIR'.";
    }
}
