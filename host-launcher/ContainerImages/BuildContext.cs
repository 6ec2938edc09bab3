using Pockr.HostLauncher.Archives;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Files;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>The directory a build is made of, without what its <c>.dockerignore</c> leaves out.</summary>
internal sealed class BuildContext
{
    public const string DefaultDockerfile = "Dockerfile";

    private readonly string _directory;
    private readonly IgnoreRules _rules;

    private BuildContext(string directory, string dockerfile, IgnoreRules rules)
    {
        _directory = directory;
        Dockerfile = dockerfile;
        _rules = rules;
    }

    /// <summary>The Dockerfile's name in the context.</summary>
    public string Dockerfile { get; }

    /// <param name="directory">The directory.</param>
    /// <param name="dockerfile">Path of the Dockerfile, from where the user is.</param>
    public static BuildContext Open(string directory, string? dockerfile)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Directory.Exists(root))
        {
            throw Failures.NoContext(directory);
        }

        var name = NameIn(root, dockerfile is null ? Path.Combine(root, DefaultDockerfile) : Path.GetFullPath(dockerfile));
        var ignore = Path.Combine(root, IgnoreRules.FileName);
        var lines = File.Exists(ignore) ? File.ReadLines(ignore) : [];
        var real = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
        return new BuildContext(real, name, new IgnoreRules(lines, name, IgnoreRules.FileName));
    }

    /// <summary>The context as a tar, made while it is read.</summary>
    public Stream Pack(CancellationToken cancellationToken) => WrittenStream.Of(async target =>
    {
        await using var writer = new TreeWriter(target);
        await writer.AddAsync(_directory, "", _rules, cancellationToken);
    });

    private static string NameIn(string root, string dockerfile)
    {
        var file = new FileInfo(dockerfile);
        if (!file.Exists)
        {
            throw Failures.DockerfileMissing(dockerfile);
        }

        // The link goes into the context as a link, and would lead nowhere there.
        var isInside = IsIn(root, dockerfile) && (file.ResolveLinkTarget(returnFinalTarget: true) is not { } target || IsIn(root, target.FullName));
        return isInside ? Path.GetRelativePath(root, dockerfile).Replace(Path.DirectorySeparatorChar, '/') : throw Failures.DockerfileOutside(dockerfile, root);
    }

    private static bool IsIn(string root, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
