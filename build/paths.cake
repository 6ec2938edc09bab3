/// <summary>Where everything is; no task spells out a path of its own.</summary>
public sealed class BuildPaths
{
    private readonly ICakeContext _context;

    public BuildPaths(ICakeContext context)
    {
        _context = context;
        Root = context.MakeAbsolute(context.Directory("..")); // Cake runs a script in the script's own folder.
    }

    public DirectoryPath Root { get; }

    public FilePath Solution => Root.CombineWithFilePath("Pockr.slnx");

    public DirectoryPath Artifacts => Root.Combine("artifacts");

    public DirectoryPath AgentFor(string runtime) => Artifacts.Combine($"agent/{runtime}");

    public DirectoryPath Bin => Artifacts.Combine("bin");

    public FilePath Launcher => Bin.CombineWithFilePath(IsWindows ? "pockr.exe" : "pockr");

    public DirectoryPath Images => Artifacts.Combine("image");

    public DirectoryPath ImageCache => Artifacts.Combine("cache/image");

    public DirectoryPath Packages => Artifacts.Combine("packages");

    /// <summary>What users download.</summary>
    public DirectoryPath Release => Artifacts.Combine("release");

    /// <summary>What it is packed from.</summary>
    public DirectoryPath ReleaseWork => Artifacts.Combine("cache/release");

    public DirectoryPath PackageArchive => Artifacts.Combine("cache/packages");

    public FilePath BenchProject => Root.CombineWithFilePath("bench/Pockr.Bench.csproj");

    public FilePath BenchProgram(string configuration) => Root.CombineWithFilePath($"bench/bin/{configuration}/net10.0/pockr-bench.dll");

    public DirectoryPath JitAgent => Artifacts.Combine("cache/bench/agent");

    public DirectoryPath TestResults => Artifacts.Combine("test-results");

    public DirectoryPath Coverage => Artifacts.Combine("coverage");

    public FilePath CoverageReport => Root.CombineWithFilePath("docs/coverage.md");

    public DirectoryPath ImageSources => Root.Combine("image");

    public FilePath ImageProject => ImageSources.CombineWithFilePath("Pockr.Image.csproj");

    public FilePath AgentProject => Root.CombineWithFilePath("guest-agent/Pockr.GuestAgent.csproj");

    public FilePath ApiDescriptionProject => Root.CombineWithFilePath("openapi/Pockr.OpenApi.csproj");

    public DirectoryPath Dashboard => Root.Combine("dashboard");

    public DirectoryPath DashboardPages => Artifacts.Combine("dashboard");

    public FilePath LauncherProject => Root.CombineWithFilePath("host-launcher/Pockr.HostLauncher.csproj");

    /// <summary>The list of what a launcher is made of; once it is published, it is in the program itself.</summary>
    public FilePath LauncherDependenciesOf(string runtime, string configuration) =>
        LauncherProject.GetDirectory().CombineWithFilePath($"obj/{configuration}/net10.0/{runtime}/pockr.deps.json");

    /// <summary>What users get as NuGet packages: the SDK, and what it is made of.</summary>
    public IEnumerable<FilePath> PackageProjects => _context.GetFiles($"{Root}/{{sdk,machines,signing}}/**/*.csproj")
        .OrderBy(project => project.FullPath, StringComparer.Ordinal);

    public FilePath EndToEndTests => Root.CombineWithFilePath("tests/Pockr.EndToEnd.Tests/Pockr.EndToEnd.Tests.csproj");

    public FilePath FuzzTests => Root.CombineWithFilePath("tests/Pockr.Fuzz.Tests/Pockr.Fuzz.Tests.csproj");

    public IEnumerable<FilePath> FastTests => _context.GetFiles($"{Root}/tests/**/*.Tests.csproj")
        .Where(project => project.FullPath != EndToEndTests.FullPath)
        .OrderBy(project => project.FullPath, StringComparer.Ordinal);

    /// <summary>What the agent is published for: the processor, and the C library of the distribution.</summary>
    public static string RuntimeOf(string architecture, string distribution) =>
        $"linux-{(distribution == "alpine" ? "musl-" : "")}{ProcessorOf(architecture)}";

    /// <summary>What the host's own programs are published for.</summary>
    public string HostRuntime => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier switch
    {
        var id when id.StartsWith("win") || id.StartsWith("osx") => id,
        _ => "linux-x64", // whatever the distribution is called
    };

    private static string ProcessorOf(string architecture) => architecture switch
    {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => throw new CakeException($"There is no architecture '{architecture}': use '--arch' with one of: x86_64, aarch64."),
    };

    private static bool IsWindows => OperatingSystem.IsWindows();
}
