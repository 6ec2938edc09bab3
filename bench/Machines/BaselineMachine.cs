using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pockr.Bench.Processes;

namespace Pockr.Bench.Machines;

/// <summary>A baseline that was started. What it writes is gone when it is disposed of.</summary>
internal sealed class BaselineMachine : IAsyncDisposable
{
    public const string Qemu = "qemu-system-x86_64";

    // Asked seldom: each question costs the machine time.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestBoot = TimeSpan.FromMinutes(5);

    private readonly string _token = Guid.NewGuid().ToString();
    private readonly int _port = FreePort.Find();
    private readonly string _home;
    private readonly Companion _qemu;

    private BaselineMachine(Baseline baseline, BaselineFiles files, Workbench bench)
    {
        _home = bench.Home;
        _qemu = Companion.Start(
            Path.Combine(bench.Options.Output, $"{baseline.Kind}-qemu.log"),
            [
                Qemu,
                .. Parts(bench.Accelerator),
                .. Boot(files, bench.Accelerator),
                .. Disks(files),
                .. Network(baseline),
                "-pidfile", PidFile,
                "-serial", $"file:{Path.Combine(bench.Options.Output, $"{baseline.Kind}-console.log")}",
            ]);
    }

    public int QemuId => int.Parse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture);

    private string PidFile => Path.Combine(_home, "baseline.pid");

    private string Overlay => Path.Combine(_home, "baseline.qcow2");

    private string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_token)));

    public static async Task<BaselineMachine> StartAsync(Baseline baseline, BaselineFiles files, Workbench bench, CancellationToken cancellationToken)
    {
        var overlay = Path.Combine(bench.Home, "baseline.qcow2");
        await new Tool("qemu-img").RunAsync(["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", files.Disk, overlay], cancellationToken);
        return new BaselineMachine(baseline, files, bench);
    }

    /// <summary>Waits until something is answered.</summary>
    /// <returns>False if the machine died before that, as Debian's kernel does at times in an emulated processor (docs/decisions/002).</returns>
    public async Task<bool> AnswersAsync(string path, Func<string, bool> isGood, CancellationToken cancellationToken)
    {
        using var api = HttpApi.OfPort(_port, s_patience);
        return await api.WaitForAsync(path, isGood, waited => waited < s_longestBoot && !_qemu.HasEnded, s_pause, cancellationToken);
    }

    public HttpApi OpenAgent() => HttpApi.OfAgent(new Uri($"http://127.0.0.1:{_port}/"), _token);

    public async ValueTask DisposeAsync()
    {
        await _qemu.DisposeAsync();
        File.Delete(Overlay);
    }

    /// <summary>As many processors and as much memory as a machine of Pockr's has.</summary>
    private static string[] Parts(string accelerator) =>
    [
        "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-machine", "q35", "-smp", "2", "-m", "2048", "-cpu", "max",
        "-accel", accelerator == "tcg" ? "tcg,thread=multi" : accelerator, "-device", "virtio-rng-pci",
    ];

    private static string[] Disk(string file, string format, string options = "") => ["-drive", $"file={file},if=virtio,format={format}{options}"];

    private string[] Disks(BaselineFiles files) =>
        [.. Disk(Overlay, "qcow2"), .. File.Exists(files.AgentDisk) ? Disk(files.AgentDisk, "raw", ",readonly=on") : []];

    private string[] Boot(BaselineFiles files, string accelerator) =>
    [
        "-kernel", files.Kernel, "-initrd", files.Initrd,
        "-append", $"root=/dev/vda ro console=ttyS0 quiet net.ifnames=0 panic=-1 pockr.token=sha256:{Digest}{(accelerator == "tcg" ? " clearcpuid=cx16" : "")}",
    ];

    private string[] Network(Baseline baseline) =>
        ["-device", "virtio-net-pci,netdev=net", "-netdev", $"user,id=net,hostfwd=tcp:127.0.0.1:{_port}-:{baseline.GuestPort}"];
}
