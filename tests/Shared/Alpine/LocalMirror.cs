namespace Pockr.Testing.Alpine;

/// <summary>A mirror in a directory: a release file, and two repositories whose indexes and packages one key signs.</summary>
internal sealed class LocalMirror
{
    private readonly string _directory;
    private readonly string _release;
    private readonly AlpineKey _key;
    private readonly Dictionary<string, List<BuiltPackage>> _repositories = new() { ["main"] = [], ["community"] = [] };

    public LocalMirror(string directory, string release, AlpineKey key)
    {
        (_directory, _release, _key) = (directory, release, key);
        Add(new AlpinePackage("nothing", "1-r0", []), "community"); // no repository of a mirror is empty
    }

    public string PathOf(string repository, string file) => Path.Combine(_directory, _release, repository, "x86_64", file);

    public BuiltPackage Add(AlpinePackage package, string repository = "main")
    {
        var built = BuiltPackage.Build(package, _key);
        Write(repository, package.FileName, built.Bytes);
        _repositories[repository].Add(built);
        return built;
    }

    /// <summary>A package that was added, by its name.</summary>
    public BuiltPackage Find(string name) => _repositories.Values.SelectMany(packages => packages).First(package => package.Package.Name == name);

    /// <summary>Writes the indexes of what has been added.</summary>
    public void WriteIndexes()
    {
        foreach (var (repository, packages) in _repositories)
        {
            var index = Index(packages);
            Write(repository, "APKINDEX.tar.gz", [.. _key.Sign(index), .. index]);
        }
    }

    /// <summary>The second, signed part of an index.</summary>
    public static byte[] Index(IEnumerable<BuiltPackage> packages) => AlpineTar.Pack(
        [TarFile.Of("DESCRIPTION", "made by a test"), TarFile.Of("APKINDEX", string.Join('\n', packages.Select(package => package.Record())))], cut: false);

    public void AddReleaseFile(string minirootfs, string version)
    {
        var target = PathOf("releases", $"alpine-minirootfs-{version}-x86_64.tar.gz");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(minirootfs, target);
    }

    public void Write(string repository, string file, byte[] content)
    {
        var target = PathOf(repository, file);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, content);
    }
}
