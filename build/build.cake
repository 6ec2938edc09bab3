#load "./paths.cake"
#load "./testing.cake"

var target = Argument("target", "help");
var configuration = Argument("configuration", "Release");
var distro = Argument("distro", "auto");
var vm = Argument("vm", "default");
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

Task("agent")
    .Description("Publishes the guest agent into artifacts/agent/.")
    .Does(() =>
    {
        CleanDirectory(paths.Agent); // a file left over from before would go into the image
        Publish(paths.AgentProject, paths.Agent, "linux-x64");
        DotNetRun(
            paths.ApiDescriptionProject.FullPath,
            new ProcessArgumentBuilder().AppendQuoted(paths.Agent.Combine("pages").FullPath),
            new DotNetRunSettings { Configuration = configuration });
    });

Task("launcher")
    .Description("Publishes the launcher as artifacts/bin/pockr.")
    .Does(() => Publish(paths.LauncherProject, paths.Bin, paths.HostRuntime));

void Image(string command, params string[] options)
{
    var arguments = new ProcessArgumentBuilder()
        .Append(command).Append("--distro").AppendQuoted(distro)
        .Append("--source").AppendQuoted(paths.ImageSources.FullPath)
        .Append("--archive").AppendQuoted(Argument("archive", paths.PackageArchive.FullPath));
    foreach (var option in options)
    {
        arguments.AppendQuoted(option);
    }

    if (HasArgument("mirror"))
    {
        arguments.Append("--mirror").AppendQuoted(Argument<string>("mirror"));
    }

    DotNetRun(paths.ImageProject.FullPath, arguments, new DotNetRunSettings { Configuration = configuration });
}

Task("image")
    .Description("Builds the image of the virtual machine into artifacts/image/ (--distro auto|alpine|debian, --mirror URL, --archive DIR, --locked, --refresh).")
    .IsDependentOn("agent")
    .Does(() => Image("build",
    [
        "--agent", paths.Agent.FullPath, "--output", paths.Images.FullPath, "--cache", paths.ImageCache.FullPath,
        .. new[] { "locked", "refresh" }.Where(HasArgument).Select(option => $"--{option}"),
    ]));

Task("image-lock")
    .Description("Pins the newest packages in image/locks/ and prints what changes (--distro, --mirror, --archive).")
    .Does(() => Image("lock"));

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

Task("compile")
    .Does(() => DotNetBuild(paths.Solution.FullPath, new DotNetBuildSettings
    {
        Configuration = configuration,
        NoLogo = true,
        Verbosity = DotNetVerbosity.Quiet,
    }));

Task("unit")
    .Description("Runs the unit and API tests; they start no virtual machine.")
    .IsDependentOn("compile")
    .DoesForEach(() => paths.FastTests, project => tests.Run(project));

Task("e2e")
    .Description("Runs the end-to-end tests: the real image, booted by the published launcher.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
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

Task("boots")
    .Description("Boots the image cold again and again (--count 20) and reports the time and the starts each boot took.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .Does(() => RunScript("boots.sh", paths.Launcher.FullPath, Argument("count", "20")));

Task("startup")
    .Description("Measures cold starts, resumes and new machines beside a stock Debian machine (--count 5; as root).")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .Does(() =>
    {
        if (!FileExists(paths.StockMachine.CombineWithFilePath("disk.qcow2")))
        {
            RunScript("stock-vm.sh", paths.StockMachine.FullPath);
        }

        RunScript("startup.sh", paths.Launcher.FullPath, Argument("count", "5"), paths.StockMachine.FullPath);
    });

Task("kills")
    .Description("Kills every process at every moment (--count 10 times each) and tables what came of it in artifacts/test-results/kill-matrix.md.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => tests.Run(
        paths.EndToEndTests, "*.KillTests", new Dictionary<string, string> { ["POCKR_TEST_KILLS"] = Argument("count", "10") }));

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
            Console.WriteLine("  {0,-10} {1}", task.Name, task.Description);
        }
    });

RunTarget(target);

// After Cake's own report, so that the sum is the last line.
if (tests.HasRun)
{
    Environment.Exit(tests.Report() ? 0 : 1);
}
