using System.Text.Json;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class PortCommandTests
{
    private const string Containers =
        """
        [{"id":"1","name":"web","image":"busybox","command":"httpd","state":"running","status":"Up","createdAt":"2026-01-01T00:00:00Z",
          "ports":[{"hostPort":8080,"containerPort":80,"protocol":"tcp"},{"hostPort":5353,"containerPort":53,"protocol":"udp"}]}]
        """;

    [Fact]
    public async Task Ls_ShowsWhereEachPortIs_AndWhatIsFreeInsteadOfOneThatIsNot()
    {
        await using var launcher = await WithContainersAsync();
        launcher.Host.RefusedLines.Add("hostfwd_add net0 udp:127.0.0.1:5353-127.0.0.1:5353");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("port", "ls"));

        var lines = launcher.Out.TrimEnd().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(["CONTAINER PORT HOST STATE", "web 80/tcp 127.0.0.1:8080 open"], lines[..2]);
        Assert.Matches(@"^web 53/udp 127\.0\.0\.1:5353 in use by another program; \d+ is free$", lines[2]);
    }

    [Fact]
    public async Task Ls_AsJson_HasAMemberForEachColumn()
    {
        await using var launcher = await WithContainersAsync();

        await launcher.RunAsync("port", "ls", "--json");

        var first = JsonDocument.Parse(launcher.Out).RootElement[0].GetRawText();
        Assert.Equal("""{"container":"web","containerPort":80,"protocol":"tcp","hostAddress":"127.0.0.1","hostPort":8080,"open":true}""", first);
    }

    [Fact]
    public async Task WithAnAddressToBind_PortsAreOpenThereAsWell_AndUpSaysSo()
    {
        await using var launcher = await WithContainersAsync();
        var files = launcher.Place.Files();
        MachineStore.Save(files, MachineStore.FindConfig(files)! with { Bind = "127.0.0.9" });

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up"));

        Assert.Contains("open at 127.0.0.9 as well", launcher.Error, StringComparison.Ordinal);
        Assert.Contains("hostfwd_add net0 tcp:127.0.0.9:8080-127.0.0.1:8080", launcher.Host.MonitorLines);
        Assert.Contains("hostfwd_add net0 tcp:127.0.0.1:8080-127.0.0.1:8080", launcher.Host.MonitorLines);
    }

    [Theory]
    [InlineData("everywhere")]
    [InlineData("::1")]
    [InlineData("1")]
    [InlineData("192.0.2.1")]
    public async Task Up_WithAnAddressThatIsNotThisHosts_IsRefused(string address)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.InvalidSettings, await launcher.RunAsync("up", "--bind", address));

        Assert.Contains($"bind is '{address}'; that is no IPv4 address of this host", launcher.Error, StringComparison.Ordinal);
    }

    private static async Task<Launcher> WithContainersAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("GET /v1/containers", Containers);
        return launcher;
    }
}
