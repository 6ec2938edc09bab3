using System.Text;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Machines.Qemu;
using Pockr.Sdk.Projects;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Files of machines, images and projects: an editor, a full disk or a sandbox may have written into them.</summary>
internal static class StateFileTargets
{
    private const string Image = "debian-x86_64-00112233aabbccdd";

    private static readonly HostResources s_host = new(Cpus: 4, AvailableMemoryMiB: 8192);

    private static readonly byte[] s_config = """
        {"schema":1,"image":"debian-x86_64-00112233aabbccdd","template":"abc","cpus":2,"memoryMiB":2048,"port":7080,"accelerator":"auto","diskMiB":8192,
        "mounts":[{"source":"/tmp","path":"/mnt","readOnly":true}],"dns":["9.9.9.9"],"httpProxy":"http://proxy:3128","noProxy":"localhost,.example.com",
        "registryMirrors":["https://mirror.example.com"],"insecureRegistries":["registry:5000","10.0.0.0/8"],"extraCa":"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        "hostAccess":true,"ipv6":false,"bind":"127.0.0.1","idlePause":1.5}
        """u8.ToArray();

    // Without mounts nothing of it is the serializer's.
    private static readonly byte[] s_plainState = """
        {"processId":1,"processStartTime":2,"port":7080,"accelerator":"tcg","startedAt":"2026-01-31T12:00:00.1234567+00:00","isVolatile":true,
        "guestSide":["-m","2048"],"mounts":[]}
        """u8.ToArray();

    private static readonly byte[] s_state = """
        {"processId":1,"processStartTime":2,"port":7080,"accelerator":"tcg","startedAt":"2026-01-31T12:00:00+00:00","isVolatile":false,
        "guestSide":["-m","2048"],"mounts":[{"source":"/tmp","path":"/mnt"}]}
        """u8.ToArray();

    private static readonly byte[] s_suspended = """
        {"template":"abc","bytes":6,"qemuVersion":"7.2.22","port":7080,"guestSide":["-m","2048"],"savedAt":"2026-01-31T12:00:00+00:00","identityVersion":1}
        """u8.ToArray();

    private static readonly byte[] s_restarts = """{"restarts":[{"at":"2026-01-31T12:00:00+00:00","reason":"It broke."}],"givenUp":"It broke too often."}"""u8.ToArray();

    private static readonly byte[] s_acceleration = """{"entries":[{"key":"host","accelerator":"kvm","reason":"no"},{"key":"other","accelerator":"tcg"}]}"""u8.ToArray();

    public static IEnumerable<Target> All =>
    [
        OfMachine("machine-config", files => files.Config, s_config, files =>
        {
            if (MachineStore.FindConfig(files) is { } config)
            {
                _ = config.Validate(s_host, minimumMemoryMiB: 512).ToList();
            }
        }),
        OfMachine("machine-state", files => files.State, s_state, files => new MachineStore(NoProcesses.Instance).FindRunning(files)),
        new("machine-state-reader", [s_state, s_plainState], ReadAsTheSerializerDoes) { Promised = [typeof(JsonException)] },
        OfMachine("suspended", files => files.Suspended, s_suspended, files => MachineStore.FindSuspended(files)?.FindMisfit(["-m", "4096", "x"])),
        OfMachine("restarts", files => files.Restarts, s_restarts, files =>
            MachineStore.FindRestarts(files).With(new Restart(DateTimeOffset.UnixEpoch, "It ended.")).IsExhausted(DateTimeOffset.UnixEpoch)),
        Target.OfFile("acceleration", path => AccelerationCache.TryRead(path)?.With(new AccelerationEntry("a", "b", null)).Find("host"), s_acceleration),
        new("manifest", [ManifestSeed()], json => ManifestReader.Parse(json, out _)),
        new("project-settings", ["""{"name":"grading","profile":"dev","persistent":true,"logs":{"enabled":true,"maxBytes":100,"maxRuns":10,"days":30}}"""u8.ToArray()], ReadProject)
        {
            Promised = [typeof(Client.PockrException)], ShortRun = Target.FileCases,
        },
        new("run-record", ["""{"id":"a","type":"run","sandbox":"box","command":["true"],"startedAt":"2026-01-31T12:00:00Z","exitCode":0,"durationMilliseconds":5}"""u8.ToArray()], ReadRecord) { ShortRun = Target.FileCases },
    ];

    private static Target OfMachine(string name, Func<MachineFiles, string> fileOf, byte[] seed, Action<MachineFiles> read) => new(name, [seed], input =>
    {
        using var scratch = new Scratch();
        var files = new MachineFiles(scratch.Directory);
        File.WriteAllBytes(fileOf(files), input);
        read(files);
    })
    {
        Promised = [typeof(LauncherException)], ShortRun = Target.FileCases,
    };

    private static void ReadAsTheSerializerDoes(byte[] json)
    {
        var (read, expected) = (MachineStateReader.Read(json), JsonSerializer.Deserialize(json, MachineJson.Default.MachineState)!);
        if (TextOf(read) != TextOf(expected))
        {
            throw new InvalidOperationException($"{TextOf(read)} was read of what is {TextOf(expected)}.");
        }
    }

    private static string TextOf(MachineState state) => JsonSerializer.Serialize(state, MachineJson.Default.MachineState);

    private static byte[] ManifestSeed()
    {
        string[] names = [ImageManifest.BaseDisk, ImageManifest.KernelFile, ImageManifest.Initramfs];
        var files = names.Select(name => new ImageFile(name, 100, new string('a', 64))).ToList();
        return JsonSerializer.SerializeToUtf8Bytes(
            new ImageManifest(1, "debian", "trixie", "x86_64", "00112233aabbccdd", "6.12", "console=ttyS0", "", 512, 1 << 20, files, []), ContractsJson.Default.ImageManifest);
    }

    private static void ReadProject(byte[] json)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(Path.Combine(scratch.Directory, Project.DirectoryName));
        File.WriteAllBytes(Path.Combine(scratch.Directory, Project.DirectoryName, "project.json"), json);
        var history = Project.Get(scratch.Directory).HistoryOf("box");
        using var log = history.Begin(RunRecord.Run, ["true"]);
        log?.Append("output"u8);
        log?.End(0);
        using var second = history.Begin(RunRecord.Run, ["true"]);
    }

    private static void ReadRecord(byte[] json)
    {
        using var scratch = new Scratch();
        var project = Project.Init(scratch.Directory, "p");
        var directory = Directory.CreateDirectory(Path.Combine(scratch.Directory, Project.DirectoryName, "sandboxes/box")).FullName;
        File.WriteAllBytes(Path.Combine(directory, "a.json"), json);
        foreach (var record in project.HistoryOf("box").Read())
        {
            _ = string.Join(' ', record.Command) + record.Id.Length + record.Sandbox.Length;
        }
    }
}
