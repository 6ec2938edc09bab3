#load "./paths.cake"
#load "./testing.cake"
#load "./coverage.cake"
#load "./agent-packs.cake"
#load "./dashboard.cake"
#load "./release.cake"

var target = Argument("target", "help");
var configuration = Argument("configuration", "Release");
var distro = Argument("distro", "auto");
var vm = Argument("vm", "default");
var arch = Argument("arch", target == "aarch64" ? target : "x86_64");
var paths = new BuildPaths(Context);
var tests = new TestRun(Context, paths, configuration);

void Publish(FilePath project, DirectoryPath output, string runtime) => DotNetPublish(project.FullPath, new DotNetPublishSettings
{
    Configuration = configuration,
    Runtime = runtime,
    OutputDirectory = output,
    NoLogo = true,
    Verbosity = DotNetVerbosity.Quiet,
});

void Pockr(params string[] arguments)
{
    var exitCode = StartProcess(paths.Launcher, new ProcessSettings { Arguments = ProcessArgumentBuilder.FromStrings(arguments) });
    if (exitCode != 0)
    {
        throw new CakeException(exitCode, $"'pockr {string.Join(' ', arguments)}' ended with code {exitCode}.");
    }
}

// Cake runs in a folder of its own; who names a file means it from here, or from the root of all.
string FromRoot(string path) => System.IO.Path.GetFullPath(path, paths.Root.FullPath);

// The agent is published for the processor, and for the C library of the distribution.
DirectoryPath PublishAgent(string distribution)
{
    var runtime = BuildPaths.RuntimeOf(arch, distribution);
    var target = paths.AgentFor(runtime);
    new AgentPacks(Context, paths, runtime).Restore($"./build.sh agent --distro {distribution} --arch {arch}");
    CleanDirectory(target); // a file left over from before would go into the image
    Publish(paths.AgentProject, target, runtime);
    DotNetRun(
        paths.ApiDescriptionProject.FullPath,
        new ProcessArgumentBuilder().AppendQuoted(target.Combine("pages").FullPath),
        new DotNetRunSettings { Configuration = configuration });
    new Dashboard(Context, paths).BundleInto(target.Combine("pages"));
    return target;
}

// The image program itself, with what tells it where the sources are and which image is wanted.
ProcessArgumentBuilder ImageArguments(string command)
{
    var arguments = new ProcessArgumentBuilder()
        .Append(command).Append("--distro").AppendQuoted(distro).Append("--arch").AppendQuoted(arch)
        .Append("--source").AppendQuoted(paths.ImageSources.FullPath)
        .Append("--cache").AppendQuoted(paths.ImageCache.FullPath)
        .Append("--archive").AppendQuoted(Argument("archive", paths.PackageArchive.FullPath));
    return HasArgument("mirror") ? arguments.Append("--mirror").AppendQuoted(Argument<string>("mirror")) : arguments;
}

string ChooseDistribution()
{
    var run = new ProcessArgumentBuilder().Append("run").Append("--configuration").Append(configuration).Append("--project").AppendQuoted(paths.ImageProject.FullPath).Append("--");
    run.Append(ImageArguments("choose").Render());
    var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = run, RedirectStandardOutput = true }, out var lines);
    return exitCode == 0 ? lines.Last() : throw new CakeException(exitCode, "No distribution could be chosen.");
}

Task("agent")
    .Description("Publishes the guest agent into artifacts/agent/ (--distro alpine: for Alpine's C library; --arch x86_64|aarch64).")
    .Does(() => PublishAgent(distro));

Task("agent-alpine")
    .Does(() => PublishAgent("alpine"))
    .ContinueOnError(); // the test that needs it says so

Task("dashboard")
    .Description("Bundles the dashboard into artifacts/dashboard/.")
    .Does(() =>
    {
        CleanDirectory(paths.DashboardPages);
        new Dashboard(Context, paths).BundleInto(paths.DashboardPages);
    });

Task("launcher")
    .Description("Publishes the launcher as artifacts/bin/pockr.")
    .Does(() => Publish(paths.LauncherProject, paths.Bin, paths.HostRuntime));

void Image(string command, Func<ProcessArgumentBuilder, ProcessArgumentBuilder> options) => DotNetRun(
    paths.ImageProject.FullPath, options(ImageArguments(command)), new DotNetRunSettings { Configuration = configuration });

Task("image")
    .Description("Builds the image of the virtual machine into artifacts/image/ (--distro auto|alpine|debian, --arch x86_64|aarch64, --mirror URL|DIR, --agent DIR, --archive DIR, --locked, --refresh).")
    .Does(() =>
    {
        var agent = HasArgument("agent") ? FromRoot(Argument<string>("agent")) : PublishAgent(ChooseDistribution());
        Image("build", arguments => new[] { "locked", "refresh" }.Where(HasArgument).Aggregate(
            arguments.Append("--agent").AppendQuoted(agent.FullPath).Append("--output").AppendQuoted(paths.Images.FullPath),
            (all, option) => all.Append($"--{option}")));
    });

Task("image-lock")
    .Description("Pins the newest packages in image/locks/ and prints what changes (--distro, --arch, --mirror, --archive).")
    .Does(() => Image("lock", arguments => arguments));

Task("up")
    .Description("Builds what is missing, boots a virtual machine (--vm NAME) and runs a first container in it.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .Does(() =>
    {
        Pockr("up", "--vm", vm);
        Pockr("run", "--vm", vm, "--rm", "busybox", "echo", "Hello from a container.");
        Console.WriteLine("\nNow try: artifacts/bin/pockr run busybox uname -a");
    });

void Compile(FilePath project, string configuration) => DotNetBuild(project.FullPath, new DotNetBuildSettings
{
    Configuration = configuration,
    NoLogo = true,
    Verbosity = DotNetVerbosity.Quiet,
});

Task("compile")
    .Does(() => Compile(paths.Solution, configuration));

Task("unit")
    .Description("Runs the unit and API tests; they start no virtual machine.")
    .IsDependentOn("compile")
    .DoesForEach(() => paths.FastTests, project => tests.Run(project));

void Pack(DirectoryPath output)
{
    foreach (var project in paths.PackageProjects)
    {
        DotNetPack(project.FullPath, new DotNetPackSettings
        {
            Configuration = configuration,
            OutputDirectory = output,
            NoLogo = true,
            Verbosity = DotNetVerbosity.Quiet,
        });
    }
}

Task("pack")
    .Description("Packs the SDK as NuGet packages into artifacts/packages/.")
    .Does(() =>
    {
        CleanDirectory(paths.Packages);
        Pack(paths.Packages);
    });

Task("e2e")
    .Description("Runs the end-to-end tests: the real image, booted by the published launcher.")
    .IsDependentOn("image")
    .IsDependentOn("agent-alpine")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .IsDependentOn("pack")
    .Does(() => tests.Run(paths.EndToEndTests));

Task("test")
    .Description("Runs every test.")
    .IsDependentOn("unit")
    .IsDependentOn("e2e");

void RunScript(string name, params string[] arguments)
{
    var exitCode = StartProcess(
        paths.Root.CombineWithFilePath($"build/{name}"),
        new ProcessSettings { Arguments = ProcessArgumentBuilder.FromStrings(arguments) });
    if (exitCode != 0)
    {
        throw new CakeException(exitCode, $"{name} ended with code {exitCode}.");
    }
}

Task("reproduce")
    .Description("Builds the image twice of what is committed, in two directories and as two users, and compares every file (--distro, --arch, --mirror, --archive).")
    .Does(() =>
    {
        var options = new[] { "distro", "arch", "mirror" }.Where(HasArgument).SelectMany(name => new[] { $"--{name}", Argument<string>(name) });
        RunScript("reproduce.sh", options.Prepend(Argument("archive", paths.PackageArchive.FullPath)).ToArray());
    });

Task("boots")
    .Description("Boots the image cold again and again (--count 20) and reports the time and the starts each boot took; several images in turn (--images DIR,DIR).")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .Does(() => RunScript(
        "boots.sh", [paths.Launcher.FullPath, Argument("count", "20"), .. Argument("images", "").Split(',', StringSplitOptions.RemoveEmptyEntries)]));

// As it would be without a thought about emulated processors: what it is compared with runs it so.
void PublishAgentForJit() => DotNetPublish(paths.AgentProject.FullPath, new DotNetPublishSettings
{
    Configuration = configuration,
    Runtime = BuildPaths.RuntimeOf("x86_64", "debian"),
    OutputDirectory = paths.JitAgent,
    NoLogo = true,
    Verbosity = DotNetVerbosity.Quiet,
    MSBuildSettings = new DotNetMSBuildSettings()
        .WithProperty("PublishReadyToRun", "false")
        .WithProperty("PublishReadyToRunComposite", "false")
        .WithProperty("PublishTrimmed", "false")
        .WithProperty("PockrLockDirectory", paths.JitAgent.Combine("../locks").FullPath), // it needs fewer packages than the real one
});

// What was given and is neither Cake's nor of the image's build, as it was given, but for a directory's path: the program knows its options, and refuses others.
IEnumerable<string> OptionsOfBench() => Context.Arguments.GetArguments()
    .Where(option => !new[] { "target", "verbosity", "exclusive", "configuration", "distro", "mirror", "archive", "locked", "refresh", "agent", "image" }.Contains(option.Key))
    .SelectMany(option => option.Value.SelectMany(value => string.IsNullOrEmpty(value)
        ? new[] { $"--{option.Key}" }
        : new[] { $"--{option.Key}", option.Key == "before" ? FromRoot(value) : value }));

Task("bench")
    .Description("Measures Pockr beside Docker and other machines (--only SUITE,..., --count 5, --quick, --before DIR with an older version, --document for docs/performance.md); all baselines need root.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .Does(() =>
    {
        PublishAgentForJit();
        Compile(paths.BenchProject, configuration);
        var image = HasArgument("image")
            ? FromRoot(Argument<string>("image"))
            : GetDirectories($"{paths.Images}/*-x86_64").Select(directory => directory.FullPath).Order(StringComparer.Ordinal).Last();
        var arguments = new[]
        {
            "exec", paths.BenchProgram(configuration).FullPath, "--root", paths.Root.FullPath, "--image", image, "--agent", paths.JitAgent.FullPath,
        };
        var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = ProcessArgumentBuilder.FromStrings(arguments.Concat(OptionsOfBench())) });
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, $"The benchmark ended with code {exitCode}.");
        }
    });

// The options that were given, as variables for a test program.
Dictionary<string, string> GivenAs(string prefix, params string[] options) =>
    options.Where(HasArgument).ToDictionary(option => $"{prefix}_{option.ToUpperInvariant()}", Argument<string>);

// Runs a test that writes a table, and prints it; one of an earlier run is no result of this one.
void RunForTable(FilePath project, string testClass, IDictionary<string, string> environment, string table)
{
    var written = paths.TestResults.CombineWithFilePath(table);
    if (FileExists(written))
    {
        DeleteFile(written);
    }

    tests.Run(project, testClass, environment, explicitly: true);
    Console.WriteLine(FileExists(written) ? System.IO.File.ReadAllText(written.FullPath) : $"There is no {table}: the run ended before it could be written.");
}

Task("dashboard-screenshots")
    .Description("Fills a machine of its own and takes pictures of the dashboard's pages into docs/images/.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => tests.Run(paths.EndToEndTests, "*.DashboardPictures", explicitly: true));

Task("dashboard-figures")
    .Description("Measures how large the dashboard is, and how soon its overview can be used (--count 10 loads of each kind).")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .IsDependentOn("dashboard")
    .Does(() => RunForTable(
        paths.EndToEndTests, "*.DashboardFigures", new Dictionary<string, string> { ["POCKR_TEST_LOADS"] = Argument("count", "10") }, "dashboard-figures.md"));

Task("kills")
    .Description("Kills every process at every moment (--count 10 times each) and tables what came of it in artifacts/test-results/kill-matrix.md.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => tests.Run(
        paths.EndToEndTests, "*.KillTests", new Dictionary<string, string> { ["POCKR_TEST_KILLS"] = Argument("count", "10") }));

Task("soak")
    .Description("Works in a machine while all that can go wrong goes wrong (--minutes 10, --seed N) and tables what came of it in artifacts/test-results/soak.md.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => RunForTable(paths.EndToEndTests, "*.SoakRun", GivenAs("POCKR_SOAK", "minutes", "seed"), "soak.md"));

Task("fuzz")
    .Description("Gives everything that reads from outside inputs it does not expect (--seconds 60, --seed N, --only NAME) and tables what came of it in artifacts/test-results/fuzz.md.")
    .IsDependentOn("compile")
    .Does(() => RunForTable(paths.FuzzTests, "*.FuzzRun", GivenAs("POCKR_FUZZ", "seconds", "seed", "only"), "fuzz.md"));

Task("coverage")
    .Description("Runs the unit and API tests, and writes into docs/coverage.md what of the code they reach.")
    .Does(() =>
    {
        Compile(paths.Solution, Coverage.Configuration);
        new Coverage(Context, paths).Measure();
        Console.WriteLine(System.IO.File.ReadAllText(paths.CoverageReport.FullPath));
    });

Task("aarch64")
    .Description("Builds the image for aarch64, boots it under qemu-system-aarch64 and runs a container in it: minutes, where it is emulated.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => tests.Run(paths.EndToEndTests, "*.Aarch64Tests", explicitly: true));

void Sign(IEnumerable<DirectoryPath> directories)
{
    var arguments = new ProcessArgumentBuilder().Append("sign");
    if (HasArgument("sign-key"))
    {
        arguments.Append("--sign-key").AppendQuoted(FromRoot(Argument<string>("sign-key")));
    }

    DotNetRun(
        paths.ImageProject.FullPath,
        directories.Aggregate(arguments, (all, directory) => all.AppendQuoted(directory.FullPath)),
        new DotNetRunSettings { Configuration = configuration });
}

Task("release")
    .Description("Makes what users download into artifacts/release/: images, the launcher for several systems, a Debian package, a .NET tool, the SDK's packages; signed with --sign-key FILE or POCKR_SIGN_KEY.")
    .IsDependentOn("image")
    .Does(() => new Release(Context, paths, configuration).Make(
        HasArgument("sign-key") || !string.IsNullOrEmpty(EnvironmentVariable("POCKR_SIGN_KEY")) ? Sign : null,
        image => DotNetRun(
            paths.ImageProject.FullPath,
            new ProcessArgumentBuilder()
                .Append("bundle")
                .Append("--image").AppendQuoted(image.FullPath)
                .Append("--source").AppendQuoted(paths.ImageSources.FullPath)
                .Append("--output").AppendQuoted(paths.Release.FullPath),
            new DotNetRunSettings { Configuration = configuration }),
        (program, runtime, list) => DotNetRun(
            paths.ImageProject.FullPath,
            new ProcessArgumentBuilder()
                .Append("bom")
                .Append("--program").AppendQuoted(program.FullPath)
                .Append("--dependencies").AppendQuoted(paths.LauncherDependenciesOf(runtime, configuration).FullPath)
                .Append("--runtime").Append(runtime)
                .Append("--output").AppendQuoted(list.FullPath),
            new DotNetRunSettings { Configuration = configuration }),
        Pack,
        RunScript));

Task("clean")
    .Description("Removes all that was built, the package cache too. Virtual machines stay.")
    .Does(() =>
    {
        DotNetClean(paths.Solution.FullPath, new DotNetCleanSettings { Configuration = configuration, NoLogo = true, Verbosity = DotNetVerbosity.Quiet });
        if (DirectoryExists(paths.Artifacts))
        {
            DeleteDirectory(paths.Artifacts, new DeleteDirectorySettings { Recursive = true, Force = true });
        }
    });

Task("help")
    .Description("Lists the targets.")
    .Does(() =>
    {
        Console.WriteLine("Usage: ./build.sh TARGET [options]\n");
        foreach (var task in Tasks.Where(task => !string.IsNullOrEmpty(task.Description)))
        {
            Console.WriteLine("  {0,-21} {1}", task.Name, task.Description);
        }
    });

RunTarget(target);

// After Cake's own report, so that the sum is the last line.
if (tests.HasRun)
{
    Environment.Exit(tests.Report() ? 0 : 1);
}
