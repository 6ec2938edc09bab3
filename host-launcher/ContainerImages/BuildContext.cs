using System.Security.Cryptography;
using System.Text;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Archives;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>The directory a build is made of, without what its <c>.dockerignore</c> leaves out.</summary>
internal sealed class BuildContext
{
    public const string DefaultDockerfile = "Dockerfile";

    private const int AddedDigits = 20;

    private readonly string _directory;
    private readonly IgnoreRules _rules;
    private readonly IReadOnlyList<(string Name, byte[] Content)> _added;

    private BuildContext(string directory, string dockerfile, IReadOnlyList<string> ignored, IReadOnlyList<(string, byte[])> added)
    {
        _directory = new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? directory;
        Dockerfile = dockerfile;
        _rules = new IgnoreRules(ignored, dockerfile, IgnoreRules.FileName);
        _added = added;
    }

    /// <summary>The Dockerfile's name in the context.</summary>
    public string Dockerfile { get; }

    /// <param name="directory">The directory.</param>
    /// <param name="dockerfile">Path of the Dockerfile, from where the user is.</param>
    public static BuildContext Open(string directory, string? dockerfile)
    {
        var root = RootOf(directory);
        var name = NameIn(root, dockerfile is null ? Path.Combine(root, DefaultDockerfile) : Path.GetFullPath(dockerfile));
        return new BuildContext(root, name, IgnoredIn(root), added: []);
    }

    /// <summary>A directory with a Dockerfile that is not in it. As with Docker, its steps do not see that.</summary>
    public static BuildContext OpenWith(string directory, byte[] dockerfile)
    {
        var root = RootOf(directory);
        var name = $".dockerfile.{Convert.ToHexStringLower(SHA256.HashData(dockerfile))[..AddedDigits]}";
        IReadOnlyList<string> ignored = [.. IgnoredIn(root), name];
        return new BuildContext(
            root, name, ignored, [(name, dockerfile), (IgnoreRules.FileName, Encoding.UTF8.GetBytes(string.Join('\n', ignored)))]);
    }

    /// <summary>The context as a tar, made while it is read.</summary>
    public Stream Pack(CancellationToken cancellationToken) => WrittenStream.Of(async target =>
    {
        await using var writer = new TreeWriter(target);
        await writer.AddAsync(_directory, "", _rules, cancellationToken);
        foreach (var (name, content) in _added)
        {
            await writer.AddAsync(content, name, cancellationToken);
        }
    });

    private static string RootOf(string directory)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return Directory.Exists(root) ? root : throw CommandFailures.NoContext(directory);
    }

    private static string[] IgnoredIn(string root)
    {
        var ignore = Path.Combine(root, IgnoreRules.FileName);
        return File.Exists(ignore) ? File.ReadAllLines(ignore) : [];
    }

    private static string NameIn(string root, string dockerfile)
    {
        var file = new FileInfo(dockerfile);
        if (!file.Exists)
        {
            throw CommandFailures.DockerfileMissing(dockerfile);
        }

        // The link goes into the context as a link, and would lead nowhere there.
        var isInside = IsIn(root, dockerfile) && (file.ResolveLinkTarget(returnFinalTarget: true) is not { } target || IsIn(root, target.FullName));
        return isInside ? Path.GetRelativePath(root, dockerfile).Replace(Path.DirectorySeparatorChar, '/') : throw CommandFailures.DockerfileOutside(dockerfile, root);
    }

    private static bool IsIn(string root, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
