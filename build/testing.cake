using System.Xml.Linq;

/// <summary>Runs test programs and adds up what they report; the numbers come from their result files, not from their text.</summary>
public sealed class TestRun
{
    private readonly ICakeContext _context;
    private readonly BuildPaths _paths;
    private readonly string _configuration;
    private int _passed;
    private int _failed;
    private int _skipped;

    public TestRun(ICakeContext context, BuildPaths paths, string configuration)
    {
        _context = context;
        _paths = paths;
        _configuration = configuration;
    }

    /// <param name="project">The tests.</param>
    /// <param name="testClass">A class of theirs, if not all are wanted.</param>
    /// <param name="environment">Variables for them.</param>
    /// <param name="explicitly">Whether those are meant that do not run unless they are asked for.</param>
    public void Run(FilePath project, string testClass = "*", IDictionary<string, string> environment = null, bool explicitly = false)
    {
        HasRun = true;
        var name = project.GetFilenameWithoutExtension().ToString();
        var results = _paths.TestResults.CombineWithFilePath($"{name}.xml");
        _context.EnsureDirectoryExists(_paths.TestResults);
        if (_context.FileExists(results))
        {
            _context.DeleteFile(results);
        }

        var program = project.GetDirectory().CombineWithFilePath($"bin/{_configuration}/net10.0/{name}.dll");
        var exitCode = _context.StartProcess("dotnet", new ProcessSettings
        {
            Arguments = new ProcessArgumentBuilder()
                .Append("exec").AppendQuoted(program.FullPath)
                .Append("-noLogo").Append("-class").AppendQuoted(testClass).Append("-explicit").Append(explicitly ? "only" : "off").Append("-xml").AppendQuoted(results.FullPath),
            EnvironmentVariables = environment ?? new Dictionary<string, string>(),
            WorkingDirectory = _paths.Root,
        });
        Add(name, results, exitCode);
    }

    public bool HasRun { get; private set; }

    /// <summary>Prints the sum; false if anything failed or nothing ran.</summary>
    public bool Report()
    {
        var skipped = _skipped == 0 ? "" : $", {_skipped} skipped";
        Console.WriteLine($"\n{_passed} passed, {_failed} failed{skipped}");
        return _failed == 0 && _passed > 0;
    }

    private void Add(string name, FilePath results, int exitCode)
    {
        if (!_context.FileExists(results))
        {
            // It died before it could report: that is a failure, not a silence.
            Console.Error.WriteLine($"{name} ended with code {exitCode} and left no results.");
            _failed++;
            return;
        }

        var failedBefore = _failed;
        foreach (var assembly in XDocument.Load(results.FullPath).Descendants("assembly"))
        {
            _passed += Count(assembly, "passed");
            _failed += Count(assembly, "failed") + Count(assembly, "errors");
            _skipped += Count(assembly, "skipped");
        }

        if (exitCode != 0 && _failed == failedBefore)
        {
            Console.Error.WriteLine($"{name} ended with code {exitCode} although every test passed.");
            _failed++;
        }
    }

    private static int Count(XElement assembly, string attribute) => (int?)assembly.Attribute(attribute) ?? 0;
}
