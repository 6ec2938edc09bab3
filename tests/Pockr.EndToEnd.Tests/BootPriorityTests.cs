using System.Globalization;

namespace Pockr.EndToEnd.Tests;

/// <summary>They boot the machine again.</summary>
[Collection(nameof(RestartedVm))]
public sealed class BootPriorityTests(RunningVm vm)
{
    [Fact(Timeout = 300_000)]
    public async Task WhenTheMachineBoots_TheLowestIsStartedFirst_AndOthersAreNot()
    {
        await CreateAsync("bp-second", "--boot-priority", "20");
        await CreateAsync("bp-first", "--boot-priority", "10");
        await CreateAsync("bp-none");

        await vm.Cli.MustAsync("down", "--power-off");
        await vm.BootAsync();

        while ((await FormatAsync("bp-second", "{{.State.Status}}")) == "created")
        {
        }

        Assert.True(await StartOfAsync("bp-first") < await StartOfAsync("bp-second"));
        Assert.Equal("created", await FormatAsync("bp-none", "{{.State.Status}}"));
        await vm.Cli.MustAsync("rm", "-f", "bp-first", "bp-second", "bp-none");
    }

    private Task<string> CreateAsync(string name, params string[] options) =>
        vm.Cli.MustAsync(["create", "--name", name, "--stop-timeout", "0", .. options, "busybox", "sleep", "100000"]);

    private async Task<DateTimeOffset> StartOfAsync(string name) =>
        DateTimeOffset.Parse(await FormatAsync(name, "{{.State.StartedAt}}"), CultureInfo.InvariantCulture);

    private async Task<string> FormatAsync(string name, string template) => (await vm.Cli.MustAsync("inspect", "-f", template, name)).TrimEnd();
}
