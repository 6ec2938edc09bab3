namespace Pockr.EndToEnd.Tests;

/// <summary>A model's sandboxes, while their machine is stopped and started.</summary>
[Collection(nameof(RestartedVm))]
public sealed class McpMachineTests(RunningVm vm)
{
    [Fact(Timeout = 300_000)]
    public async Task AMachineThatWasSuspended_OrShutDown_IsStartedByATool_AndTheSandboxIsThere()
    {
        await using var server = await McpServer.StartAsync(vm.Cli);
        await server.MustAsync("run_command", """{"command":"echo kept >/root/kept; sleep 7004 >/dev/null 2>&1 &"}""");

        await vm.Cli.MustAsync("down");
        Assert.Contains("sleep 7004", (string)(await server.MustAsync("run_command", """{"command":"cat /root/kept; ps"}"""))["stdout"]!, StringComparison.Ordinal);

        await vm.Cli.MustAsync("down", "--power-off");
        var result = await server.MustAsync("run_command", """{"command":"cat /root/kept; ps"}""");
        Assert.StartsWith("kept\n", (string)result["stdout"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("sleep 7004", (string)result["stdout"]!, StringComparison.Ordinal);
        var (exitCode, error) = await server.CloseAsync();
        Assert.Equal(0, exitCode);
        Assert.StartsWith("Resuming the machine default ...\nStarting the machine default ...\n", error, StringComparison.Ordinal);
        await vm.BootAsync();
    }
}
