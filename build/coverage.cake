using System.Globalization;
using System.Xml.Linq;

/// <summary>Counts the lines that the fast tests reach, and writes <c>docs/coverage.md</c>.</summary>
public sealed class Coverage
{
    /// <summary>The only one in which everything has symbols, which lines are counted by.</summary>
    public const string Configuration = "Debug";

    private const int FewestLines = 20;
    private const int MostPercent = 60;

    private readonly ICakeContext _context;
    private readonly BuildPaths _paths;

    public Coverage(ICakeContext context, BuildPaths paths)
    {
        _context = context;
        _paths = paths;
    }

    public void Measure()
    {
        _context.CleanDirectory(_paths.Coverage);
        foreach (var project in _paths.FastTests)
        {
            Cover(project);
        }

        var assemblies = XDocument.Load(_paths.Coverage.CombineWithFilePath("all.cobertura.xml").FullPath).Descendants("package")
            .Select(package => new CoveredAssembly(package)).OrderBy(assembly => assembly.Name, StringComparer.Ordinal).ToList();
        System.IO.File.WriteAllText(_paths.CoverageReport.FullPath, string.Concat(Lines(assemblies).Select(line => $"{line}\n")));
    }

    // Each takes over what the ones before have reached.
    private void Cover(FilePath project)
    {
        var name = project.GetFilenameWithoutExtension();
        var program = project.GetDirectory().CombineWithFilePath($"bin/{Configuration}/net10.0/{name}.dll");
        var all = _paths.Coverage.CombineWithFilePath("all");
        var arguments = new ProcessArgumentBuilder()
            .Append("msbuild").AppendQuoted(_paths.Root.CombineWithFilePath("build/coverage.proj").FullPath).Append("-restore -t:Cover -nologo -v:m")
            .AppendQuoted($"-p:TargetPath={program}").AppendQuoted($"-p:CoverletOutput={all}").AppendQuoted($"-p:MergeWith={all}.json");
        var exitCode = _context.StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = _paths.Root });
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, $"{name} ended with code {exitCode}: what it reaches was not counted.");
        }
    }

    private static IEnumerable<string> Lines(IReadOnlyList<CoveredAssembly> assemblies) =>
    [
        "# What the fast tests reach",
        "",
        "Written by `./build.sh coverage`: lines and branches that the tests of `./build.sh unit` run. They start no virtual machine. The end-to-end tests",
        "run the published programs, where nothing is counted: what only they reach is among the lines that are missing here.",
        "",
        "| Assembly | Lines | Reached | Branches reached |",
        "|---|--:|--:|--:|",
        .. assemblies.Select(assembly => $"| `{assembly.Name}` | {assembly.Lines} | {Percent(assembly.LinesReached, assembly.Lines)} | {Percent(assembly.BranchesReached, assembly.Branches)} |"),
        $"| all | {assemblies.Sum(assembly => assembly.Lines)} | {Percent(assemblies.Sum(assembly => assembly.LinesReached), assemblies.Sum(assembly => assembly.Lines))} "
            + $"| {Percent(assemblies.Sum(assembly => assembly.BranchesReached), assemblies.Sum(assembly => assembly.Branches))} |",
        "",
        $"Types of {FewestLines} lines and more of which less than {MostPercent} % are reached:",
        "",
        "| Assembly | Type | Lines | Reached |",
        "|---|---|--:|--:|",
        .. from assembly in assemblies
           from type in assembly.Types
           where type.Lines >= FewestLines && type.Reached * 100 < type.Lines * MostPercent
           orderby assembly.Name, type.Name
           select $"| `{assembly.Name}` | `{type.Name}` | {type.Lines} | {Percent(type.Reached, type.Lines)} |",
    ];

    private static string Percent(int part, int whole) => whole == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0} %");
}

/// <summary>An assembly, as Cobertura's format has it.</summary>
public sealed class CoveredAssembly
{
    public CoveredAssembly(XElement package)
    {
        Name = (string)package.Attribute("name");
        Types = package.Descendants("class").GroupBy(TypeOf).Select(type => new CoveredType(type.Key, type.SelectMany(LinesOf))).ToList();
        var branches = package.Descendants("class").SelectMany(LinesOf).Select(line => (string)line.Attribute("condition-coverage")).OfType<string>()
            .Select(coverage => coverage.Split('(', '/', ')')).ToList(); // "50% (1/2)"
        BranchesReached = branches.Sum(parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        Branches = branches.Sum(parts => int.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public string Name { get; }

    public IReadOnlyList<CoveredType> Types { get; }

    public int Lines => Types.Sum(type => type.Lines);

    public int LinesReached => Types.Sum(type => type.Reached);

    public int Branches { get; }

    public int BranchesReached { get; }

    // The compiler's own types, for what is asynchronous, lie in the one they were made for.
    private static string TypeOf(XElement type) => ((string)type.Attribute("name")).Split('/')[0];

    // Those of methods are listed there again.
    private static IEnumerable<XElement> LinesOf(XElement type) => type.Element("lines").Elements("line");
}

/// <summary>A type and the lines of it, each of which counts once.</summary>
public sealed class CoveredType
{
    public CoveredType(string name, IEnumerable<XElement> lines)
    {
        Name = name;
        var hits = lines.GroupBy(line => (File: (string)line.Parent.Parent.Attribute("filename"), Number: (string)line.Attribute("number")))
            .Select(line => line.Any(one => (long)one.Attribute("hits") > 0)).ToList();
        Lines = hits.Count;
        Reached = hits.Count(isHit => isHit);
    }

    public string Name { get; }

    public int Lines { get; }

    public int Reached { get; }
}
