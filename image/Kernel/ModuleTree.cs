using Pockr.Image.Errors;
using Pockr.Image.Processes;

namespace Pockr.Image.Kernel;

/// <summary>
/// <c>lib/modules/RELEASE</c> cut down to the wanted modules and what they depend on, uncompressed: the disk is compressed anyway, and
/// unpacking each module inside an emulated machine would be slow.
/// </summary>
internal sealed class ModuleTree
{
    private readonly string _directory;
    private readonly Dictionary<string, string> _available;
    private readonly HashSet<string> _builtIn;
    private readonly Dictionary<string, IReadOnlyList<string>> _dependencies = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _aliases = [];

    public ModuleTree(string directory)
    {
        _directory = directory;
        _available = Directory.EnumerateFiles(Path.Combine(directory, "kernel"), $"*{KernelModule.Extension}*", SearchOption.AllDirectories)
            .ToDictionary(KernelModule.NameOf);
        _builtIn = [.. File.ReadLines(Path.Combine(directory, "modules.builtin")).Select(KernelModule.NameOf)];
    }

    public string Release => Path.GetFileName(_directory);

    /// <summary>Names of the modules whose path below the release's directory, as <c>kernel/fs/ext4/ext4.ko</c>, is asked for.</summary>
    public IEnumerable<string> Find(Func<string, bool> wanted) =>
        _available.Where(module => wanted(UncompressedPath(Path.GetRelativePath(_directory, module.Value)))).Select(module => module.Key);

    /// <summary>Unpacks the named modules and all they depend on, and removes the rest.</summary>
    public async Task PruneAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Select(name => name.Replace('-', '_')).Where(name => !_builtIn.Contains(name)).ToHashSet();
        while (wanted.Where(name => !_dependencies.ContainsKey(name)).ToList() is { Count: > 0 } added)
        {
            await UnpackAsync(added, cancellationToken);
            wanted.UnionWith(added.SelectMany(name => _dependencies[name]));
        }

        foreach (var (name, path) in _available.Where(module => !wanted.Contains(module.Key)).ToList())
        {
            File.Delete(path);
            _available.Remove(name);
        }
    }

    /// <summary>Files to load for the named modules, each after what it depends on.</summary>
    public IReadOnlyList<string> LoadOrder(IEnumerable<string> names)
    {
        var order = new List<string>();
        foreach (var name in names.Where(name => !_builtIn.Contains(name)))
        {
            Visit(name, order);
        }

        return [.. order.Select(name => _available[name])];
    }

    /// <summary>
    /// Writes what depmod would, as far as the machine's modprobe (busybox's) reads it: what else a module needs, the last first to be loaded,
    /// and what the kernel calls it. Always in the same order, and without running a program that may be for another processor.
    /// </summary>
    public async Task WriteIndexAsync(CancellationToken cancellationToken)
    {
        var names = _available.Keys.Order(StringComparer.Ordinal).ToList();
        await WriteAsync("modules.dep", names.Select(name => DependencyLine(LoadOrder([name]))), cancellationToken);
        await WriteAsync("modules.alias", names.SelectMany(name => _aliases[name].Select(alias => $"alias {alias} {name}")), cancellationToken);
    }

    private string DependencyLine(IEnumerable<string> order)
    {
        var paths = order.Reverse().Select(path => Path.GetRelativePath(_directory, path)).ToList();
        return string.Join(' ', paths.Skip(1).Prepend($"{paths[0]}:"));
    }

    private Task WriteAsync(string file, IEnumerable<string> lines, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(_directory, file), string.Concat(lines.Select(line => line + '\n')), cancellationToken);

    private void Visit(string name, List<string> order)
    {
        if (order.Contains(name))
        {
            return;
        }

        foreach (var dependency in _dependencies[name])
        {
            Visit(dependency, order);
        }

        order.Add(name);
    }

    private async Task UnpackAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.FirstOrDefault(name => !_available.ContainsKey(name)) is { } missing)
        {
            throw Failures.ModuleMissing(missing, Release);
        }

        foreach (var batch in names.Where(name => Path.GetExtension(_available[name]) != KernelModule.Extension)
            .GroupBy(name => Path.GetExtension(_available[name])))
        {
            await Tool.RunAsync(Decompressor(batch.Key, batch.Select(name => _available[name])), cancellationToken);
        }

        foreach (var name in names)
        {
            _available[name] = UncompressedPath(_available[name]);
            var module = await File.ReadAllBytesAsync(_available[name], cancellationToken);
            _dependencies[name] = KernelModule.DependenciesOf(module);
            _aliases[name] = KernelModule.AliasesOf(module);
            await File.WriteAllBytesAsync(_available[name], KernelModule.WithoutSignature(module).ToArray(), cancellationToken);
        }
    }

    private ToolCommand Decompressor(string extension, IEnumerable<string> files) => extension switch
    {
        ".xz" => new ToolCommand("xz", ["-d", "-q", .. files]),
        ".gz" => new ToolCommand("gzip", ["-d", "-q", .. files]),
        ".zst" => new ToolCommand("zstd", ["-d", "-q", "--rm", .. files]),
        _ => throw Failures.KernelUnreadable($"the modules of {Release} are compressed as {extension}"),
    };

    private static string UncompressedPath(string path) =>
        path[..(path.LastIndexOf(KernelModule.Extension, StringComparison.Ordinal) + KernelModule.Extension.Length)];
}
