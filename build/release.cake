/// <summary>Makes what users download. What it is made of comes from elsewhere: images from the image build, the version from Directory.Build.props.</summary>
public sealed class Release
{
    // The first is what the Debian package is made of, and has to be there.
    private static readonly string[] s_runtimes = { "linux-x64", "linux-arm64", "linux-musl-x64", "osx-arm64", "win-x64" };

    private readonly ICakeContext _context;
    private readonly BuildPaths _paths;
    private readonly string _configuration;

    public Release(ICakeContext context, BuildPaths paths, string configuration)
    {
        _context = context;
        _paths = paths;
        _configuration = configuration;
    }

    /// <param name="sign">Signs the checksums in directories; <see langword="null"/> if there is no key.</param>
    /// <param name="bundle">Puts an image into one file.</param>
    /// <param name="list">Lists what a program, published for a system, is made of, in a file.</param>
    /// <param name="pack">Packs the SDK into a directory.</param>
    /// <param name="runScript">Runs a script with arguments.</param>
    public void Make(
        Action<IEnumerable<DirectoryPath>> sign,
        Action<DirectoryPath> bundle,
        Action<FilePath, string, FilePath> list,
        Action<DirectoryPath> pack,
        Action<string, string[]> runScript)
    {
        _context.CleanDirectory(_paths.Release);
        var version = Ask("dotnet", "msbuild", _paths.LauncherProject.FullPath, "-getProperty:Version");
        if (Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") is null)
        {
            Environment.SetEnvironmentVariable("SOURCE_DATE_EPOCH", Ask("git", "-C", _paths.Root.FullPath, "log", "-1", "--format=%ct"));
        }

        var images = _context.GetSubDirectories(_paths.Images).OrderBy(image => image.FullPath, StringComparer.Ordinal).ToList();
        sign?.Invoke(images);
        images.ForEach(bundle);
        foreach (var runtime in s_runtimes.Where(TryPublish))
        {
            runScript("release/archive.sh", new[] { ProgramOf(runtime).FullPath, $"pockr-{version}-{runtime}", _paths.Release.FullPath });
            list(ProgramOf(runtime), runtime, _paths.Release.CombineWithFilePath($"pockr-{version}-{runtime}.cdx.json"));
        }

        var image = images.First(image => image.GetDirectoryName().EndsWith("-x86_64", StringComparison.Ordinal));
        runScript("release/deb.sh", new[] { ProgramOf(s_runtimes[0]).FullPath, version, image.FullPath, _paths.Release.FullPath });
        PackTool();
        pack(_paths.Release);
        runScript("release/finish.sh", new[] { version, _paths.Release.FullPath });
        sign?.Invoke(new[] { _paths.Release });
        if (sign is null)
        {
            Console.WriteLine("Not signed: nobody can tell that it is from you. Name a secret key with '--sign-key FILE' or POCKR_SIGN_KEY.");
        }
    }

    /// <summary>Publishes the launcher for a system, unless what .NET needs for that cannot be had here.</summary>
    private bool TryPublish(string runtime)
    {
        var restored = _context.StartProcess(
            "dotnet",
            new ProcessSettings
            {
                Arguments = ProcessArgumentBuilder.FromStrings(new[] { "restore", _paths.LauncherProject.FullPath, "-r", runtime, "-v", "q", LocksOf(runtime) }),
                RedirectStandardOutput = runtime != s_runtimes[0],
            });
        if (restored != 0 && runtime != s_runtimes[0])
        {
            Console.WriteLine($"Left out: pockr for {runtime}, whose runtime cannot be restored from the package sources of this host.");
            return false;
        }

        Run("dotnet", "publish", _paths.LauncherProject.FullPath, "-c", _configuration, "-r", runtime, "-o", DirectoryOf(runtime).FullPath, "-v", "q", "--nologo", LocksOf(runtime));
        return true;
    }

    private void PackTool() => Run(
        "dotnet", "pack", _paths.LauncherProject.FullPath, "-c", _configuration, "-o", _paths.Release.FullPath, "-v", "q", "--nologo", "-p:PackAsTool=true", LocksOf("tool"));

    private string LocksOf(string name) => $"-p:PockrLockDirectory={_paths.ReleaseWork.Combine($"locks-{name}").FullPath}";

    private DirectoryPath DirectoryOf(string runtime) => _paths.ReleaseWork.Combine(runtime);

    private FilePath ProgramOf(string runtime) => DirectoryOf(runtime).CombineWithFilePath(runtime.StartsWith("win") ? "pockr.exe" : "pockr");

    private string Ask(string program, params string[] arguments)
    {
        var exitCode = _context.StartProcess(
            program,
            new ProcessSettings { Arguments = ProcessArgumentBuilder.FromStrings(arguments), RedirectStandardOutput = true },
            out var lines);
        return exitCode == 0 ? string.Join('\n', lines).Trim() : throw new CakeException(exitCode, $"'{program}' ended with code {exitCode}.");
    }

    private void Run(string program, params string[] arguments)
    {
        var exitCode = _context.StartProcess(program, new ProcessSettings { Arguments = ProcessArgumentBuilder.FromStrings(arguments) });
        if (exitCode != 0)
        {
            throw new CakeException(exitCode, $"'{program} {string.Join(' ', arguments)}' ended with code {exitCode}.");
        }
    }
}
