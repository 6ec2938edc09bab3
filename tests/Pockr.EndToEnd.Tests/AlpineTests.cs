using System.Globalization;

namespace Pockr.EndToEnd.Tests;

/// <summary>A machine on the Alpine flavour: Alpine's busybox, C library and apk; dockerd and the agent on top.</summary>
public sealed class AlpineTests : IClassFixture<AlpineTests.AlpineVm>
{
    private readonly AlpineVm _vm;

    public AlpineTests(AlpineVm vm)
    {
        Requirements.Need(AlpineImage.Needs);
        _vm = vm;
    }

    [Fact(Timeout = 60_000)]
    public async Task TheMachine_IsAlpine()
    {
        Assert.Equal("3.20.3\n", await _vm.InMachineAsync("cat /etc/alpine-release"));
        Assert.Contains("\nmusl\n", await _vm.InMachineAsync("apk info"), StringComparison.Ordinal);
        Assert.InRange(int.Parse(await _vm.InMachineAsync("apk info | wc -l"), CultureInfo.InvariantCulture), 20, 60);
        Assert.Equal("x86_64\n", await _vm.InMachineAsync("cat /etc/apk/arch"));
        Assert.Contains("https://dl-cdn.alpinelinux.org/alpine/v3.20/main\n", await _vm.InMachineAsync("cat /etc/apk/repositories"), StringComparison.Ordinal);
        Assert.Equal("/usr/bin/busybox\n", await _vm.InMachineAsync("readlink -f /proc/1/exe"));
        Assert.Contains("ld-musl", await _vm.InMachineAsync("cat /proc/1/maps"), StringComparison.Ordinal);
        Assert.Contains("ld-musl", await _vm.InMachineAsync("cat /proc/$(pidof guest-agent)/maps"), StringComparison.Ordinal);
        await TestResults.WriteAsync("alpine.md", await ReportAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task WhatApkKnows_IsWhatIsThere()
    {
        Assert.Equal("/bin/busybox is owned by busybox-1.36.1-r29\n", await _vm.InMachineAsync("apk info --who-owns /bin/busybox"));
        Assert.DoesNotContain("linux-virt", await _vm.InMachineAsync("apk add --simulate --no-network --repositories-file /dev/null linux-virt"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Docker_RunsAContainer()
    {
        var info = (await _vm.CurlAsync("/v1/system/info")).Json;
        Assert.Matches(@"^\d+\.\d+", (string?)info["engineVersion"]);
        Assert.Equal("overlay2", (string?)(await _vm.CurlAsync("/docker/info")).Json["Driver"]);
        Assert.Equal("from a container\n", await _vm.Cli.MustAsync("run", "--rm", "busybox", "echo", "from a container"));
    }

    [Fact(Timeout = 60_000)]
    public async Task TheFirewall_IsTheSame()
    {
        Assert.Matches("-m cgroup --path \"?docker\"? -j POCKR-CONTAINERS", await _vm.InMachineAsync("iptables -S OUTPUT"));
    }

    [Fact(Timeout = 300_000)]
    public async Task AnotherBuild_ElsewhereAndAsAnotherUser_MakesTheSameBytes()
    {
        var first = Path.Combine(_vm.Directory, "alpine-x86_64");
        var output = Directory.CreateDirectory(Path.Combine(_vm.Directory, "another/place")).FullName;

        var second = await AlpineImage.BuildAsync(_vm.Directory, output, await AnotherUserAsync(output));

        var sums = await HostCommand.RunAsync("sh", ["-c", $"cd {first} && sha256sum *"]);
        Assert.Equal(sums.Output, (await HostCommand.RunAsync("sh", ["-c", $"cd {second} && sha256sum *"])).Output);
        await TestResults.WriteAsync("alpine-reproduced.md", sums.Output.TrimEnd().Split('\n'));
    }

    // Where there can be one, and where that one may read what the image is built with.
    private async Task<string[]> AnotherUserAsync(string output)
    {
        string[] user = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "env", $"HOME={output}"];
        string[] mayRead = ["sh", "-c", $"test -r {Requirements.MuslAgent}/guest-agent && test -x {AppContext.BaseDirectory}"];
        if (!Environment.IsPrivilegedProcess || (await HostCommand.RunAsync(user[0], [.. user[1..], .. mayRead])).ExitCode != 0)
        {
            return [];
        }

        var opened = await HostCommand.RunAsync("sh", ["-c", $"chmod 755 {_vm.Directory} && chown -R nobody {output}"]);
        Assert.True(opened.ExitCode == 0, opened.ToString());
        return user;
    }

    private async Task<IReadOnlyList<string>> ReportAsync()
    {
        var lines = new List<string> { "| In the Alpine machine | Answer |", "|---|---|" };
        foreach (var command in new[] { "uname -r", "cat /etc/alpine-release", "apk info | wc -l", "apk info | tr '\\n' ' '" })
        {
            lines.Add($"| `{command.Replace("|", "\\|", StringComparison.Ordinal)}` | {(await _vm.InMachineAsync(command)).TrimEnd()} |");
        }

        var info = (await _vm.CurlAsync("/v1/system/info")).Json;
        lines.Add($"| `GET /v1/system/info` | engine {info["engineVersion"]}, API {info["engineApiVersion"]}, kernel {info["kernelVersion"]} |");
        var docker = (await _vm.CurlAsync("/docker/info")).Json;
        lines.Add($"| `GET /docker/info` | {docker["OperatingSystem"]}, {docker["Driver"]}, cgroup v{docker["CgroupVersion"]}, {docker["DefaultRuntime"]} |");
        lines.Add($"| `pockr run --rm busybox uname -a` | {(await _vm.Cli.MustAsync("run", "--rm", "busybox", "uname", "-a")).TrimEnd()} |");
        return lines;
    }

    /// <summary>Builds the image, then boots it.</summary>
    public sealed class AlpineVm : RunningVm
    {
        /// <summary>Mirror, sources, archive and image.</summary>
        public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("pockr-alpine-").FullName;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            System.IO.Directory.Delete(Directory, recursive: true);
        }

        // What is missing is told by each test.
        public override ValueTask InitializeAsync() => AlpineImage.Needs.All(Path.Exists) ? base.InitializeAsync() : default;

        private protected override async Task<string[]> FirstOptionsAsync()
        {
            await AlpineImage.PrepareAsync(Directory);
            return ["--image", await AlpineImage.BuildAsync(Directory, Directory)];
        }
    }
}
