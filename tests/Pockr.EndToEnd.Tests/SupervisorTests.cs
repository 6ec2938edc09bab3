using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>The process that stays with a machine.</summary>
[Collection(nameof(RestartedVm))]
public sealed class SupervisorTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string DockerSocket => Path.Combine(vm.MachineDirectory, "docker.sock");

    private int SupervisorId =>
        HostProcess.Supervisor.IdIn(vm.MachineDirectory);

    [Fact(Timeout = 240_000)]
    public async Task WhatDockerPublishes_ComesToThisHost_AndGoesWithTheContainer()
    {
        var (port, udp, first) = (HostPort.FindFree(), HostPort.FindFree(), HostPort.FindFreeRange(5));
        await DockerAsync(
            "run", "-d", "--name", "web", "-p", $"127.0.0.1:{port}:80", "-p", $"{udp}:53/udp", "-p", $"{first}-{first + 4}:7000-7004",
            "busybox", "httpd", "-f", "-h", "/etc");
        while (await HostnameAtAsync(port) is null)
        {
            await Task.Delay(50, Cancellation);
        }

        await WhenDatagramArrivesAsync(udp);
        var ports = (await vm.Cli.JsonAsync("port", "ls")).AsArray();
        Assert.Equal(7, ports.Count(forwarded => (bool)forwarded!["open"]!));
        await DockerAsync("rm", "-f", "web");
        while (await HostnameAtAsync(port) is not null)
        {
            await Task.Delay(50, Cancellation);
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Env_IsWhatDockersClientsNeed()
    {
        var lines = (await vm.Cli.MustAsync("env", "--shell", "sh")).Split('\n');
        Assert.Contains($"export DOCKER_HOST='unix://{DockerSocket}'", lines);
        Assert.Contains("export TESTCONTAINERS_HOST_OVERRIDE='127.0.0.1'", lines);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DockerSocket));

        var refused = await vm.Cli.RunAsync("env", "--shell", "tcsh");
        Assert.Equal((2, true), (refused.ExitCode, refused.Error.Contains("Use one of sh, bash, zsh, fish, powershell.", StringComparison.Ordinal)));
    }

    [Theory(Timeout = 240_000)]
    [InlineData("KILL")]
    [InlineData("STOP")]
    public async Task ASupervisorThatIsDeadOrHangs_IsReplacedByUp_AndTheMachineGoesOn(string signal)
    {
        var (supervisor, qemu) = (SupervisorId, await QemuIdAsync());
        await HostCommand.RunAsync("kill", [$"-{signal}", supervisor.ToString(CultureInfo.InvariantCulture)]);

        await vm.BootAsync();

        Assert.Equal(qemu, await QemuIdAsync());
        Assert.NotEqual(supervisor, SupervisorId);
        Assert.Equal("hello\n", await DockerAsync("run", "--rm", "--network", "none", "busybox", "echo", "hello"));
    }

    [Fact(Timeout = 240_000)]
    public async Task ItEndsWithTheMachine()
    {
        using (var supervisor = Process.GetProcessById(SupervisorId))
        {
            await vm.Cli.MustAsync("down");
            await supervisor.WaitForExitAsync(Cancellation);
        }

        Assert.False(File.Exists(DockerSocket));
        await vm.BootAsync();
        Assert.NotEmpty(await DockerAsync("version", "--format", "{{.Server.Version}}"));
    }

    private async Task<int> QemuIdAsync() => (int)(await vm.Cli.JsonAsync("status"))["processId"]!;

    private async Task<string> DockerAsync(params string[] arguments)
    {
        Requirements.NeedProgram("docker");
        var result = await HostCommand.RunAsync("docker", ["--host", $"unix://{DockerSocket}", .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output;
    }

    // The image has no program that serves UDP: the machine counts what it passes on to the container.
    private async Task WhenDatagramArrivesAsync(int port)
    {
        using var client = new UdpClient();
        string rule;
        do
        {
            await client.SendAsync("question"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, port), Cancellation);
            rule = await vm.InMachineAsync($"iptables -t nat -vnL DOCKER | grep 'udp dpt:{port} '");
        }
        while (rule.TrimStart().StartsWith("0 ", StringComparison.Ordinal));
    }

    private static async Task<string?> HostnameAtAsync(int port)
    {
        var result = await HostCommand.RunAsync("curl", ["-s", "-m", "5", $"http://127.0.0.1:{port}/hostname"]);
        return result.ExitCode == 0 ? result.Output.TrimEnd() : null;
    }
}
