using System.Diagnostics;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Settings;

namespace Pockr.GuestAgent.Tests.Settings;

/// <summary>With another process's real mounts, which only root may touch.</summary>
public sealed class MountNamespaceTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pockr-mounts-");
    private Process? _other;

    public MountNamespaceTests() => Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Point => Path.Combine(_directory.FullName, "a b");

    [Fact(Timeout = 60_000)]
    public async Task WhatAnotherProcessHasMounted_IsUnmounted_AndSomethingElsePutThere()
    {
        var source = _directory.CreateSubdirectory("source").FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "file"), "text", Cancellation);
        var id = await StartOtherAsync("cd /");
        Assert.Contains(Point.Replace(" ", @"\040", StringComparison.Ordinal), MountsOf(id), StringComparison.Ordinal);

        Assert.Equal(0, MountNamespace.Unmount(Point, id));
        Assert.DoesNotContain(_directory.Name, MountsOf(id), StringComparison.Ordinal);
        Assert.Equal(0, MountNamespace.Attach(source, Point, readOnly: true, id));

        Assert.Equal("text", await File.ReadAllTextAsync($"/proc/{id}/root{Point}/file", Cancellation));
        Assert.Matches($@"{_directory.Name}/a\\040b ro[, ]", MountsOf(id));
        Assert.Empty(Directory.GetFileSystemEntries(Point)); // nothing of it is here
        Assert.True(File.Exists("/proc/self/stat")); // and this process has not gone anywhere
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatIsInUse_StaysMounted()
    {
        var id = await StartOtherAsync($"cd '{Point}'");

        Assert.Equal(FileErrors.Busy, MountNamespace.Unmount(Point, id));

        Assert.Contains(_directory.Name, MountsOf(id), StringComparison.Ordinal);
    }

    [Fact]
    public void AProcessThatHasEnded_IsAnError()
    {
        Assert.NotEqual(0, MountNamespace.Unmount("/nothing", int.MaxValue));
        Assert.NotEqual(0, MountNamespace.Attach("/tmp", "/nothing", readOnly: false, int.MaxValue));
    }

    public void Dispose()
    {
        _other?.Kill();
        _other?.WaitForExit();
        _other?.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string MountsOf(int id) => File.ReadAllText($"/proc/{id}/mountinfo");

    private async Task<int> StartOtherAsync(string then)
    {
        Directory.CreateDirectory(Point);
        var line = $"mount -t tmpfs none '{Point}' && {then} && echo ready && exec cat";
        _other = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--", "sh", "-c", line])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await _other.StandardOutput.ReadLineAsync(Cancellation));
        return _other.Id; // unshare and the shell have become the last program
    }
}
