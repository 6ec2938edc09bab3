using System.Text;
using Pockr.Contracts;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Settings;
using Pockr.GuestAgent.Walls;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Terminal;
using Pockr.HostLauncher.ContainerImages;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Settings;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Texts that people and programs type: names, sizes, times, ports, mounts.</summary>
internal static class TypedTargets
{
    public static IEnumerable<Target> All =>
    [
        .. Launcher(),
        .. Agent(),
        .. Contracts(),
    ];

    private static IEnumerable<Target> Launcher()
    {
        (string, Action<string>, string[])[] readers =
        [
            ("size", text => SizeText.Parse("--memory", text, 1, 1L << 40), ["512k", "1.5g", "104857600", "100mb", "1t"]),
            ("duration", text => Duration.Parse("--timeout", text), ["500ms", "1m30s", "2h", "0.5s"]),
            ("moment", text => Moment.Parse("--since", text, DateTimeOffset.UnixEpoch), ["10m", "2026-01-31T12:00:00Z", "2026-01-31", "1769860800.5", "0001-01-01"]),
            ("cpus", text => CpuCount.Parse("--cpus", text), ["1.5", "50%"]),
            ("published-port", text => PublishedPort.Parse(text), ["8080:80", "127.0.0.1:8080-8082:80-82/tcp", "80", "[::1]:80:80/udp"]),
            ("bind-mount", text => BindMount.Parse(text, [new MachineMount("/home", "/mnt")]), ["./page:/www", "/home/a:/www:ro", "data:/data"]),
            ("mount", text => MountText.Parse(text, []), ["type=bind,source=./page,target=/www,readonly", "type=tmpfs,target=/run,tmpfs-size=64m"]),
            ("device", text => DeviceText.Parse(text), ["/dev/fuse:/dev/fuse:rwm"]),
            ("ulimit", text => UlimitText.Parse(text), ["nofile=1024:4096"]),
            ("restart", text => RestartText.Parse(text), ["on-failure:5", "always"]),
            ("shell-words", text => ShellWords.Split(text), ["sh -c 'echo \"a b\"' \\x"]),
            ("environment", text => EnvironmentVariables.Resolve([text], name => name), ["A=b", "PATH"]),
            ("labels", text => NamedValues.Parse("--label", [text]), ["a=b"]),
            ("detach-keys", ReadKeys, ["ctrl-p,ctrl-q", "ctrl-x,x"]),
            ("template", ApplyTemplate, ["{{.State.Running}} {{json .Mounts}}"]),
            ("machine-name", text => MachineName.Parse(text), ["default"]),
            ("memory", text => MemorySize.TryParseMiB(text), ["2048", "512m", "1g"]),
            ("machine-mount", text => _ = MountOption.Parse(text).Tag, ["/home:/mnt:ro", "/a:/b:/c"]),
            ("config-change", text => ChangeConfig(text), [.. ConfigKeys.All.Select(key => $"{key.Name}=1"), "mounts=/tmp:/mnt:ro", "dns=9.9.9.9,1.1.1.1", "idle-pause=0.5"]),
            ("copy-end", text => CopyEnd.Parse(text), ["web:/etc/passwd", "./file", "-"]),
            ("image-name", text => NewImageName.Of(text), ["./Root FS.tar.gz", "https://example.com/a.tar.xz"]),
            ("log-line", text => _ = PrintableText.Of(text), ["\u001b[31mred\u001b[0m"]),
        ];
        return readers.Select(reader => Target.OfText(reader.Item1, reader.Item2, reader.Item3) with { Promised = [typeof(LauncherException)], Mend = AsArgument })
            .Append(Target.OfFile("env-file", path => EnvironmentVariables.Resolve(EnvironmentFile.Read(path), name => name), "# all\nA=b\nPATH\n \n"u8.ToArray()) with { Promised = [typeof(LauncherException)] });
    }

    private static IEnumerable<Target> Agent() =>
    [
        Target.OfText("image-reference", text => ImageReference.ParseNew(text), "alpine:3.20", "localhost:5000/a/b_c:tag", "[::1]:5000/a", $"a@sha256:{new string('a', 64)}") with
        {
            Promised = [typeof(ProblemException)], Tokens = ["a-", "a.", "__", "/"],
        },
        Target.OfText("allowed-host", text => AllowedHost.TryParse(text), "example.com", "*.example.com:443", "10.0.0.0/8", "[::1]:80") with { Promised = [typeof(ProblemException)] },
        Target.OfText("kernel-command-line", text => KernelCommandLine.ReadToken(text),
            $"quiet pockr.token=sha256:{new string('a', 64)}", "api_token=11111111-2222-3333-4444-555555555555", "pockr.token=channel"),
        Target.OfText("mount-table", text => MountTable.Parse(text), @"36 35 98:0 /root /po\040int rw,noatime master:1 - 9p pockr-1 rw"),
        Target.OfText("process-stat", text => GuestAgent.Processes.ProcessEntry.Parse(text), $"12 (a (b) c) S 1 12 12 {string.Join(' ', Enumerable.Repeat(0, 20))}"),
        Target.OfText("kernel-record", text => GuestAgent.Logs.KernelRecord.Parse(text).ToLine(), "6,339,5140900,-;NET: registered\n SUBSYSTEM=net\n"),
    ];

    private static IEnumerable<Target> Contracts() =>
    [
        Target.OfText("guest-path", text => GuestPath.WhatIsWrongWith(text), "/mnt/data"),
        new("system-settings",
            ["""{"dns":["9.9.9.9"],"httpProxy":"http://u:p@proxy:3128","noProxy":"a,.b","registryMirrors":["https://m"],"insecureRegistries":["r:5000","10.0.0.0/8"],"extraCa":"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n","hostAccess":{"closedPorts":[80]},"mounts":[{"tag":"a","path":"/mnt"},{"tag":"b","path":"/mnt/b"}],"revision":"r"}"""u8.ToArray()],
            json => _ = SystemSettingsRules.Find(System.Text.Json.JsonSerializer.Deserialize(json, ContractsJson.Default.SystemSettings) ?? new SystemSettings()).ToList())
        {
            Promised = [typeof(System.Text.Json.JsonException)],
        },
    ];

    // No system hands an argument on with a zero in it.
    private static byte[] AsArgument(byte[] input) => [.. input.Where(value => value != 0)];

    private static void ReadKeys(string text)
    {
        var keys = DetachKeys.Parse(text);
        keys.Take(Encoding.UTF8.GetBytes(text), out _);
    }

    private static void ApplyTemplate(string text) =>
        JsonTemplate.Parse(text).Apply(System.Text.Json.Nodes.JsonNode.Parse("""{"State":{"Running":true},"Mounts":[1,null],"Name":"a","None":null}""")!);

    private static void ChangeConfig(string text)
    {
        var config = new MachineConfig { Image = "debian-x86_64-00112233aabbccdd" };
        var findings = new List<SettingFinding>();
        foreach (var change in ConfigChange.Parse(text.Split('\n')))
        {
            config = change.ApplyTo(config, findings);
        }

        _ = config.Validate(new HostResources(4, 8192), 512).ToList();
    }
}
