using System.Text;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class ShellCommandTests
{
    [Fact]
    public async Task APipe_IsRunAsAScript_WithItsStreamsAndItsExitCode()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Input = new MemoryStream(Encoding.UTF8.GetBytes("echo hi\nexit 7\n"));
        launcher.Agent.OnLines(
            "POST /v1/vm/exec", """{"stream":"stdout","text":"hi\n"}""", """{"stream":"stderr","text":"oh\n"}""", """{"exitCode":7}""");

        Assert.Equal(7, await launcher.RunAsync("shell"));

        Assert.Equal(("hi\n", "oh\n"), (launcher.Out, launcher.Error));
        Assert.Contains("""POST /v1/vm/exec {"cmd":"echo hi\nexit 7\n","timeoutSeconds":86400}""", launcher.Agent.Requests);
    }

    [Fact]
    public async Task NothingInThePipe_IsNothingToDo()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("shell", "default"));
    }

    [Fact]
    public async Task AMachineThatIsDown_HasNoShell()
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.LauncherFailed, await launcher.RunAsync("shell"));
        Assert.Contains("is not running", launcher.Error, StringComparison.Ordinal);
    }
}
