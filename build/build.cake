#load "./paths.cake"
#load "./testing.cake"

var target = Argument("target", "help");
var configuration = Argument("configuration", "Release");
var distro = Argument("distro", "auto");
var vm = Argument("vm", "default");
var arch = Argument("arch", target == "aarch64" ? target : "x86_64");
var paths = new BuildPaths(Context);
var agentRuntime = BuildPaths.RuntimeOf(arch);
var agent = HasArgument("agent") ? MakeAbsolute(Directory(Argument<string>("agent"))) : paths.AgentFor(agentRuntime);
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

// Not every source of packages has those of every runtime.
void RestorePacks(FilePath project, string runtime)
{
    var arguments = ProcessArgumentBuilder.FromStrings(["restore", project.FullPath, $"-p:RuntimeIdentifier={runtime}", "-v", "quiet"]);
    if (StartProcess("dotnet", new ProcessSettings { Arguments = arguments, RedirectStandardOutput = true }, out var output) == 0)
    {
        return;
    }

    var missing = output.Select(line => System.Text.RegularExpressions.Regex.Match(line, @"NU110[123]: Unable to find package ([\w.-]*\w)"))
        .Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct().ToList();
    throw new CakeException(missing.Count == 0
        ? $"What the agent for {runtime} is made of cannot be restored:\n{string.Join('\n', output)}"
        : $"The .NET packs for {runtime} cannot be restored: {string.Join(", ", missing)}.\n"
            + $"  try: Publish the agent where they are to be had, with './build.sh agent --arch {arch}', and name the directory here: './build.sh image --arch {arch} --agent DIR'.");
}

Task("agent")
    .Description("Publishes the guest agent into artifacts/agent/ (--arch x86_64|aarch64).")
    .WithCriteria(() => !HasArgument("agent"), "It is published already.")
    .Does(() =>
    {
        RestorePacks(paths.AgentProject, agentRuntime);
        CleanDirectory(agent); // a file left over from before would go into the image
        Publish(paths.AgentProject, agent, agentRuntime);
        DotNetRun(
            paths.ApiDescriptionProject.FullPath,
            new ProcessArgumentBuilder().AppendQuoted(agent.Combine("pages").FullPath),
            new DotNetRunSettings { Configuration = configuration });
    });

Task("launcher")
    .Description("Publishes the launcher as artifacts/bin/pockr.")
    .Does(() => Publish(paths.LauncherProject, paths.Bin, paths.HostRuntime));

Task("image")
    .Description("Builds the image of the virtual machine into artifacts/image/ (--distro auto|alpine|debian, --arch x86_64|aarch64, --agent DIR, --mirror URL, --refresh).")
    .IsDependentOn("agent")
    .Does(() =>
    {
        var arguments = new ProcessArgumentBuilder()
            .Append("build").Append("--distro").AppendQuoted(distro)
            .Append("--arch").AppendQuoted(arch)
            .Append("--agent").AppendQuoted(agent.FullPath)
            .Append("--source").AppendQuoted(paths.ImageSources.FullPath)
            .Append("--output").AppendQuoted(paths.Images.FullPath)
            .Append("--cache").AppendQuoted(paths.ImageCache.FullPath);
        if (HasArgument("mirror"))
        {
            arguments.Append("--mirror").AppendQuoted(Argument<string>("mirror"));
        }

        if (HasArgument("refresh"))
        {
            arguments.Append("--refresh");
        }

        DotNetRun(paths.ImageProject.FullPath, arguments, new DotNetRunSettings { Configuration = configuration });
    });

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

Task("aarch64")
    .Description("Builds the image for aarch64, boots it under qemu-system-aarch64 and runs a container in it: minutes, where it is emulated.")
    .IsDependentOn("image")
    .IsDependentOn("launcher")
    .IsDependentOn("compile")
    .Does(() => tests.Run(paths.EndToEndTests, "*.Aarch64Tests", explicitly: true));

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
