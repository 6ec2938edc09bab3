using System.Formats.Tar;
using System.Security.Cryptography;
using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;

namespace Pockr.Bench.Suites;

/// <summary>How fast bytes come into a machine, out of it, and through its ports and mounts.</summary>
internal sealed class TransfersSuite : ISuite
{
    private const string Pockr = "pockr";
    private const string Docker = "docker";
    private const string Rate = "MB/s";
    private const int SmallRequests = 30;
    private const double Hundredth = 0.01; // of a second: as exact as 'time' is

    public string Name => "transfers";

    public async Task MeasureAsync(Workbench bench, Findings findings, CancellationToken cancellationToken)
    {
        var shared = Directory.CreateDirectory(Path.Combine(bench.Scratch, "shared")).FullName;
        await using var machine = bench.NewMachine("transfers");
        await machine.UpAsync(cancellationToken, "--mount", $"{shared}:/mnt/host");
        var run = new Run(bench, findings, machine, cancellationToken);
        await run.PrepareAsync();
        await run.RoundAsync(0); // what is done for the first time takes longer
        findings.Forget();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            Workbench.Say($"Transfers, round {round + 1} of {bench.Options.Rounds}.");
            await run.RoundAsync(round);
        }
    }

    /// <summary>One run of the suite.</summary>
    private sealed class Run(Workbench bench, Findings findings, PockrMachine machine, CancellationToken cancellationToken)
    {
        private readonly Figure _files = findings.Begin("files", "One file, to a container and back", Rate, Docker);
        private readonly Figure _images = findings.Begin("images", "Images of containers", Rate, Docker);
        private readonly Figure _ports = findings.Begin("ports", "A published port: busybox httpd, from the host", Rate);
        private readonly Figure _smallAnswers = findings.Begin("ports-latency", "A published port: a small answer, each over a connection of its own", "ms");
        private readonly Figure _mounts = findings.Begin("mounts", "A directory of the host in a container, beside the container's own disk", Rate, "own disk");
        private readonly int _port = FreePort.Find();
        private readonly int _megabytes = bench.Options.IsQuick ? 16 : 32;

        private long Bytes => _megabytes << 20;

        private string File => Path.Combine(bench.Scratch, "blob");

        private string RootFileSystem => Path.Combine(bench.Scratch, "root.tar");

        private string Archive => Path.Combine(bench.Scratch, "image.tar");

        public async Task PrepareAsync()
        {
            await WriteFilesAsync();
            await DockerAsync("run", "-d", "--name", "files", "--network", "none", "--privileged", "-v", "/mnt/host:/shared", "busybox", "sleep", "infinity");
            await DockerAsync("exec", "files", "dd", "if=/dev/urandom", "of=/shared/read", "bs=1M", $"count={_megabytes}");
            await DockerAsync("exec", "files", "dd", "if=/dev/urandom", "of=/read", "bs=1M", $"count={_megabytes}");
            await DockerAsync("import", RootFileSystem, "bench");
            await DockerAsync("save", "-o", Archive, "bench");
            await DockerAsync("rmi", "bench");
            await machine.Pockr.RunAsync(
                ["run", "-d", "--name", "web", "-p", $"{_port}:80", "busybox", "sh", "-c", $"head -c {Bytes} /dev/urandom >/tmp/blob; echo small >/tmp/small; exec httpd -f -h /tmp"],
                cancellationToken);
            using var web = HttpApi.OfPort(_port, TimeSpan.FromMinutes(1));
            await web.WaitForAsync("small", answer => answer == "small\n", _ => true, TimeSpan.FromSeconds(0.2), cancellationToken);
        }

        public async Task RoundAsync(int round)
        {
            await Turns.TakeAsync(round, () => CopyAsync(Pockr, machine.Pockr), () => CopyAsync(Docker, machine.Docker));
            await Turns.TakeAsync(round, () => TakeImagesAsync(Pockr, machine.Pockr), () => TakeImagesAsync(Docker, machine.Docker));
            await GetAsync();
            await Turns.TakeAsync(round, () => UseDiskAsync("mount", "/shared"), () => UseDiskAsync("own disk", ""));
        }

        private async Task WriteFilesAsync()
        {
            await using (var file = System.IO.File.Create(File))
            {
                for (var megabyte = 0; megabyte < _megabytes; megabyte++)
                {
                    await file.WriteAsync(RandomNumberGenerator.GetBytes(1 << 20), cancellationToken);
                }
            }

            await using var archive = new TarWriter(System.IO.File.Create(RootFileSystem));
            await archive.WriteEntryAsync(File, "blob", cancellationToken);
        }

        private async Task CopyAsync(string by, Tool tool)
        {
            await _files.RateAsync("cp FILE NAME:/blob", by, Bytes, () => tool.RunAsync(["cp", File, "files:/blob"], cancellationToken));
            await _files.RateAsync("cp NAME:/blob FILE", by, Bytes, () => tool.RunAsync(["cp", "files:/blob", $"{File}.back"], cancellationToken));
        }

        /// <summary>An image that is there would not be sent again, or not be unpacked, so each is removed.</summary>
        private async Task TakeImagesAsync(string by, Tool tool)
        {
            await _images.RateAsync("import", by, Bytes, () => tool.RunAsync(["import", RootFileSystem, "bench"], cancellationToken));
            await DockerAsync("rmi", "bench");
            await _images.RateAsync("load", by, Bytes, () => tool.RunAsync(["load", "-i", Archive], cancellationToken));
            await DockerAsync("rmi", "bench");
        }

        private async Task GetAsync()
        {
            using var web = HttpApi.OfPort(_port, TimeSpan.FromMinutes(2));
            await _ports.RateAsync($"{_megabytes} MiB", "published port", Bytes, () => web.DrainAsync("blob", cancellationToken));
            for (var request = 0; request < SmallRequests; request++)
            {
                await _smallAnswers.TimeAsync("6 bytes", "published port", () => web.DrainAsync("small", cancellationToken));
            }
        }

        private async Task UseDiskAsync(string by, string directory)
        {
            _mounts.Add("read", by, await CopyInContainerAsync($"if={directory}/read of=/dev/null"));
            _mounts.Add("write, with fsync", by, await CopyInContainerAsync($"if=/dev/zero of={directory}/written count={_megabytes} conv=fsync"));
        }

        /// <summary>Nothing of it is in the machine's memory before.</summary>
        private async Task<double> CopyInContainerAsync(string what)
        {
            var report = await DockerAsync("exec", "files", "sh", "-c", $"sync; echo 3 >/proc/sys/vm/drop_caches; time -p dd bs=1M {what} 2>&1");
            return Bytes / 1e6 / Math.Max(TimeReport.SecondsIn(report), Hundredth);
        }

        private Task<string> DockerAsync(params string[] arguments) => machine.Docker.RunAsync(arguments, cancellationToken);
    }
}
