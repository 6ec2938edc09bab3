using Pockr.Bench.Processes;

namespace Pockr.Bench.Machines;

/// <summary>
/// dockerd on this host itself, where it can be: as root, in namespaces of its own, which take all it has started and all its rules of the firewall with
/// them when it ends.
/// </summary>
internal sealed class HostEngine : IAsyncDisposable
{
    private const string Dockerd = "dockerd";
    private const string ControlGroups = "/sys/fs/cgroup";
    private const string Group = "pockr-bench";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.2);

    private readonly Companion _dockerd;
    private readonly string _directory;

    private HostEngine(string directory)
    {
        _directory = directory;
        _dockerd = Companion.StartApart(
            Path.Combine(directory, "log"),
            Dockerd,
            "--data-root", Path.Combine(directory, "data"),
            "--exec-root", Path.Combine(directory, "run"),
            "--pidfile", Path.Combine(directory, "pid"),
            "--host", $"unix://{Socket}",
            "--exec-opt", "native.cgroupdriver=cgroupfs", // this host's systemd is not asked
            "--cgroup-parent", $"/{Group}");
    }

    public Tool Docker => Dockers.At(Socket);

    private string Socket => Path.Combine(_directory, "docker.sock");

    /// <returns>Nothing if there can be none; <paramref name="tell"/> is told why.</returns>
    public static async Task<HostEngine?> TryStartAsync(string scratch, Action<string> tell, CancellationToken cancellationToken)
    {
        if (WhyNot() is { } reason)
        {
            tell($"docker on this host: not measured, as {reason}.");
            return null;
        }

        var engine = new HostEngine(Directory.CreateDirectory(Path.Combine(scratch, "host-engine")).FullName);
        if (await engine.IsUpAsync(cancellationToken))
        {
            return engine;
        }

        tell($"docker on this host: not measured, as dockerd does not start here: {engine._dockerd.LastWords()}");
        await engine.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _dockerd.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        foreach (var hierarchy in Directory.EnumerateDirectories(ControlGroups).Append(ControlGroups))
        {
            RemoveGroup(Path.Combine(hierarchy, Group));
        }
    }

    /// <summary>Control groups have no namespace that takes them with it. They are empty, and the files in them are the kernel's.</summary>
    private static void RemoveGroup(string group)
    {
        if (Directory.Exists(group))
        {
            foreach (var below in Directory.EnumerateDirectories(group))
            {
                RemoveGroup(below);
            }

            Directory.Delete(group);
        }
    }

    private static string? WhyNot() => !Environment.IsPrivilegedProcess
        ? "this is not root"
        : IsInstalled(Dockerd) ? null : "there is no dockerd on PATH (in Debian it is in the package docker.io)";

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));

    private async Task<bool> IsUpAsync(CancellationToken cancellationToken)
    {
        using var api = HttpApi.OfSocket(Socket);
        return await api.WaitForAsync("_ping", answer => answer == "OK", waited => waited < s_patience && !_dockerd.HasEnded, s_pause, cancellationToken);
    }
}
