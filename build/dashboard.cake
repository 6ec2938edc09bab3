/// <summary>The pages that the agent serves at its root, bundled by a program of node's.</summary>
public sealed class Dashboard
{
    private readonly ICakeContext _context;
    private readonly DirectoryPath _sources;

    public Dashboard(ICakeContext context, BuildPaths paths)
    {
        _context = context;
        _sources = paths.Dashboard;
    }

    private FilePath Lock => _sources.CombineWithFilePath("package-lock.json");

    // What node_modules was made of; npm takes seconds to find out that there is nothing to do.
    private FilePath Installed => _sources.CombineWithFilePath("node_modules/.installed.json");

    public void BundleInto(DirectoryPath pages)
    {
        Install();
        Run("node", new ProcessArgumentBuilder().Append("build.mjs").AppendQuoted(pages.FullPath));
    }

    private void Install()
    {
        if (_context.FileExists(Installed) && System.IO.File.ReadAllText(Installed.FullPath) == System.IO.File.ReadAllText(Lock.FullPath))
        {
            return;
        }

        Run("npm", new ProcessArgumentBuilder().Append("ci").Append("--silent"));
        _context.CopyFile(Lock, Installed);
    }

    private void Run(string program, ProcessArgumentBuilder arguments)
    {
        var exitCode = _context.StartProcess(program, new ProcessSettings { Arguments = arguments, WorkingDirectory = _sources });
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, $"'{program} {arguments.Render()}' ended with code {exitCode} in {_sources}.");
        }
    }
}
