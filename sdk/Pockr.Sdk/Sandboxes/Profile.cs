using System.Formats.Tar;
using System.Text;
using Pockr.Client;

namespace Pockr.Sdk.Sandboxes;

/// <summary>
/// What sandboxes of a kind have in them: an image that is built in the machine, once. It has a user <c>sandbox</c> with a home, and all it needs
/// comes from the base image's own packages, so that it can be built on any base that has <c>apk</c> or <c>apt-get</c>.
/// </summary>
public sealed record Profile
{
    /// <summary>What the names of built images begin with.</summary>
    public const string Repository = "pockr/";

    /// <summary>Directory the user is at home in.</summary>
    public const string Home = "/home/sandbox";

    private const string BaseArgument = "BASE";

    /// <summary>Name of the profile, such as <c>minimal-python</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in one line.</summary>
    public required string Description { get; init; }

    /// <summary>Image it is built on, unless another is named.</summary>
    public required string Base { get; init; }

    /// <summary>Whether a sandbox of it has a network, unless it is said otherwise or publishes ports.</summary>
    public bool HasNetwork { get; init; }

    /// <summary>About what the image takes, in megabytes.</summary>
    public int Megabytes { get; init; }

    /// <summary>Packages of Alpine's that are installed.</summary>
    public IReadOnlyList<string> ApkPackages { get; init; } = [];

    /// <summary>Packages of Debian's that are installed.</summary>
    public IReadOnlyList<string> AptPackages { get; init; } = [];

    /// <summary>Packages of Python's index that are installed.</summary>
    public IReadOnlyList<string> PythonPackages { get; init; } = [];

    /// <summary>Commands of the shell that are run as the user, at home.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>The image sandboxes of it are made of.</summary>
    public string Image => $"{Repository}{Name}";

    /// <summary>What is asked of a build on another base.</summary>
    /// <param name="image">The base; the profile's own if <see langword="null"/>.</param>
    public BuildOptions BuildOptionsFor(string? image = null) =>
        new() { Tags = [Image], Arguments = [$"{BaseArgument}={image ?? Base}"] };

    /// <summary>The file the image is built from.</summary>
    public string ToDockerfile()
    {
        var lines = new StringBuilder();
        lines.Append(
            $"""
            ARG {BaseArgument}={Base}
            FROM ${"{"}{BaseArgument}{"}"}
            USER root

            """);
        AppendRun(lines, PackagesStep());
        AppendRun(lines, "id sandbox >/dev/null 2>&1 || adduser -D sandbox 2>/dev/null || useradd --create-home --shell /bin/bash sandbox");
        AppendRun(lines, PythonPackages.Count > 0 ? $"PIP_BREAK_SYSTEM_PACKAGES=1 python3 -m pip install --no-cache-dir {string.Join(' ', PythonPackages)}" : null);
        lines.Append($"USER sandbox\nWORKDIR {Home}\n");
        foreach (var step in Setup)
        {
            AppendRun(lines, step);
        }

        return lines.Append("CMD [\"sleep\", \"infinity\"]\n").ToString();
    }

    /// <summary>The context of a build, as a tar with nothing but the Dockerfile in it.</summary>
    public Stream ToContext()
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(ToDockerfile()));
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "Dockerfile") { DataStream = content });
        }

        tar.Position = 0;
        return tar;
    }

    // What the base has decides: a registry may offer one and not the other.
    private string? PackagesStep() => ApkPackages.Count + AptPackages.Count == 0 ? null
        : $"if command -v apk >/dev/null; then apk add --no-cache {string.Join(' ', ApkPackages)}; else "
        + "export DEBIAN_FRONTEND=noninteractive && apt-get update "
        + $"&& apt-get install -y --no-install-recommends {string.Join(' ', AptPackages)} && rm -rf /var/lib/apt/lists/*; fi";

    private static void AppendRun(StringBuilder lines, string? step)
    {
        if (step is not null)
        {
            lines.Append($"RUN {step}\n");
        }
    }
}
