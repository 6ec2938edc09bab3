using Pockr.HostLauncher.Errors;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Processes;

public sealed class ProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("4242 (qemu-system-x86) S 1 4242 4242 0 -1 4194624 1 0 0 0 10 5 0 0 20 0 5 0 987654 1 2 3", "qemu-system-x86", 987654L)]
    [InlineData("4242 (a) S (b) ) R 1 4242 4242 0 -1 4194624 1 0 0 0 10 5 0 0 20 0 5 0 11 1 2 3", "a) S (b) ", 11L)]
    [InlineData("4242 (qemu-system-x86) Z 1 4242 4242 0 -1 4194624 1 0 0 0 10 5 0 0 20 0 5 0 987654 1 2 3", "qemu-system-x86", 987654L)] // its threads live
    public void Parse_ReadsNameAndStartTime(string stat, string name, long startTime)
    {
        Assert.Equal(new ProcessEntry(4242, startTime, name), LinuxProcessTable.Parse(stat));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4242 (qemu")]
    [InlineData("4242 (qemu-system-x86) S 1")]
    [InlineData("4242 (qemu-system-x86) Z 1 4242 4242 0 -1 4194624 1 0 0 0 10 5 0 0 20 0 1 0 987654 1 2 3")]
    public void Parse_OfNoLivingProcess_IsNothing(string stat) => Assert.Null(LinuxProcessTable.Parse(stat));

    [Fact]
    public void Table_KnowsThisProcessAndKillsNoOther()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        var table = new LinuxProcessTable();
        var self = table.Find(Environment.ProcessId)!;

        table.Kill(self with { StartTime = self.StartTime + 1 });

        Assert.Equal(self, table.Find(Environment.ProcessId));
        Assert.NotEmpty(table.ArgumentsOf(Environment.ProcessId));
    }

    [Fact]
    public async Task Run_DrainsBothPipesAndKeepsTheExitCode()
    {
        var command = new ProcessCommand("sh", ["-c", "i=0; while [ $i -lt 20000 ]; do echo out; echo err >&2; i=$((i+1)); done; exit 3"]);

        var result = await new ProcessRunner().RunAsync(command, Cancellation);

        Assert.Equal((3, 80000, 80000), (result.ExitCode, result.Output.Length, result.Error.Length));
    }

    [Fact]
    public async Task Run_OfAProgramThatIsNotThere_SaysWhatToInstall()
    {
        var failure = await Assert.ThrowsAsync<LauncherException>(
            () => new ProcessRunner().RunAsync(new ProcessCommand("no-such-tool", []), Cancellation));

        Assert.Equal(ExitCodes.MissingTool, failure.ExitCode);
    }

    [Theory]
    [InlineData("no-such-tool")]
    [InlineData("/dev/null")]
    public void Detach_OfWhatIsNoProgram_IsAFailure(string program)
    {
        var failure = Assert.Throws<LauncherException>(() => new ProcessRunner().Detach(new ProcessCommand(program, [])));

        Assert.Equal(ExitCodes.MissingTool, failure.ExitCode);
    }

    [Fact]
    public async Task Run_HandsOnNoVariableThatIsNotNeeded()
    {
        Environment.SetEnvironmentVariable("POCKR_TEST_SECRET", "x");

        var result = await new ProcessRunner().RunAsync(new ProcessCommand("env", []), Cancellation);

        Assert.DoesNotContain("POCKR_TEST_SECRET", result.Output, StringComparison.Ordinal);
        Assert.Contains("PATH=", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_CanBePasted()
    {
        Assert.Equal("qemu -append 'a b' 'it'\\''s'", new ProcessCommand("qemu", ["-append", "a b", "it's"]).ToString());
    }

    [Fact]
    public void AtomicFile_ReplacesAndLeavesNothingBeside()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-");
        var path = Path.Combine(directory.FullName, "x");

        AtomicFile.Write(path, "one"u8);
        AtomicFile.Write(path, "two"u8);

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Single(directory.EnumerateFiles());
        directory.Delete(recursive: true);
    }

    [Fact]
    public void Lock_IsHeldByOne()
    {
        var directory = Directory.CreateTempSubdirectory("pockr-");
        var path = Path.Combine(directory.FullName, "lock");

        using (Assert.IsType<FileLock>(FileLock.TryAcquire(path)))
        {
            Assert.Null(FileLock.TryAcquire(path));
        }

        using (Assert.IsType<FileLock>(FileLock.TryAcquire(path)))
        {
        }

        directory.Delete(recursive: true);
    }
}
