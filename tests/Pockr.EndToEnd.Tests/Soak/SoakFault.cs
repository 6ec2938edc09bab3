using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>What may happen to a machine at any moment.</summary>
/// <param name="Name">For the table.</param>
/// <param name="InjectAsync">Has it happen.</param>
internal sealed record SoakFault(string Name, Func<RunningVm, Task> InjectAsync)
{
    private const string Filler = "/var/lib/pockr/soak-filler";

    private static readonly TimeSpan s_withoutNetwork = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_jump = TimeSpan.FromHours(3);

    public static IReadOnlyList<SoakFault> All { get; } =
    [
        new("kill -9 of QEMU", vm => KillAsync(vm, HostProcess.Qemu)),
        new("kill -9 of the supervisor", vm => KillAsync(vm, HostProcess.Supervisor)),
        new("kill -9 of a command", KillCommandAsync),
        new("kill -9 of the agent", vm => KillInsideAsync(vm, "guest-agent")),
        new("kill -9 of dockerd", vm => KillInsideAsync(vm, "dockerd")),
        new("kill -9 of containerd", vm => KillInsideAsync(vm, "containerd")),
        new("suspended and resumed", vm => RunAsync(vm, "down")),
        new("powered off", vm => RunAsync(vm, "down", "--power-off")),
        new("disk nearly full", vm => InsideAsync(vm, $"fallocate -l $(( ($(df -k /var/lib/docker | tail -1 | tr -s ' ' | cut -d' ' -f4) - 16384) * 1024 )) {Filler}")),
        new("network gone", LoseNetworkAsync),
        new("the host's clock set forward", _ => SetHostClock(s_jump)),
        new("the host's clock set back", _ => SetHostClock(-s_jump)),
        new("the machine's clock set back", vm => InsideAsync(vm, $"date -s @$(($(date +%s) - {s_jump.TotalSeconds}))")),
    ];

    /// <summary>Takes away what would be in the way of everything that follows.</summary>
    public static Task ClearAsync(RunningVm vm)
    {
        HostClock.Set(TimeSpan.Zero);
        return vm.InMachineAsync($"rm -f {Filler}");
    }

    private static Task KillAsync(RunningVm vm, HostProcess process)
    {
        process.Kill(vm.MachineDirectory);
        return Task.CompletedTask;
    }

    private static Task SetHostClock(TimeSpan shift)
    {
        HostClock.Set(shift);
        return Task.CompletedTask;
    }

    private static async Task KillCommandAsync(RunningVm vm)
    {
        using var command = vm.Cli.Start("run", "--rm", "-v", $"{Ledger.Volume}:/kept", "busybox", "sh", "-c", "cat /kept/* >/dev/null");
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(3000)));
        command.Kill();
        await command.WaitForExitAsync();
    }

    private static Task<CommandResult> KillInsideAsync(RunningVm vm, string service) => InsideAsync(vm, $"kill -9 $(pidof {service})");

    // The answer may be lost with what it does.
    private static Task<CommandResult> InsideAsync(RunningVm vm, string command) => HostCommand.RunAsync("curl",
        ["-s", "-m", "20", "-H", $"Authorization: Bearer {vm.Token}", "-d", new JsonObject { ["cmd"] = command }.ToJsonString(), $"{vm.Url}/vm/exec"]);

    private static Task<CommandResult> RunAsync(RunningVm vm, params string[] arguments) => SoakCommand.RunAsync(vm.Cli, arguments);

    private static async Task LoseNetworkAsync(RunningVm vm)
    {
        await SetLinkAsync(vm, isUp: false);
        await Task.Delay(s_withoutNetwork);
        await SetLinkAsync(vm, isUp: true);
    }

    // As a cable that is pulled out.
    private static async Task SetLinkAsync(RunningVm vm, bool isUp)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(vm.MachineDirectory, "qmp.sock")));
        await using var stream = new NetworkStream(socket);
        using var answers = new StreamReader(stream);
        await answers.ReadLineAsync();
        var link = new JsonObject { ["execute"] = "set_link", ["arguments"] = new JsonObject { ["name"] = "net0", ["up"] = isUp } };
        foreach (var command in (JsonObject[])[new() { ["execute"] = "qmp_capabilities" }, link])
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command.ToJsonString()}\n"));
            await answers.ReadLineAsync();
        }
    }
}
