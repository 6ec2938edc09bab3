using System.CommandLine;
using Pockr.Contracts;
using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Errors;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>What a new container is like: arguments and options of <c>run</c> and <c>create</c>.</summary>
internal sealed class NewContainerOptions(Func<string, string?> hostVariable, RootFileSystems rootFileSystems)
{
    /// <summary>What <c>--allow-host</c> is for, wherever it is.</summary>
    public const string AllowHostHelp = "Let it reach this host, or range of addresses, and nothing that is not named so; ports can be FIRST-LAST.";

    private const string AllDevices = "/dev"; // of a directory, dockerd takes all that are in it

    private readonly Argument<string?> _image = new("IMAGE")
    {
        Description = "Image to make it of; pulled if the machine does not have it. With --rootfs, the first word of COMMAND.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string[]> _command = new("COMMAND")
    {
        Description = "Command and its arguments (default: the image's own).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _rootfs = CommonOptions.Text(
        "--rootfs", "FILE|DIR", "Make it of a root file system in place of IMAGE: a tar, a directory, or an ext4 image. The same bytes are sent once.");

    private readonly Option<string> _cmd = CommonOptions.Text("--cmd", "LINE", "COMMAND in one line, taken apart at blanks outside of quotes.");
    private readonly Option<string> _name = CommonOptions.Text("--name", "NAME", "Name of the container.");
    private readonly Option<bool> _remove = CommonOptions.Flag("--rm", "Remove the container when its command ends.");
    private readonly Option<bool> _interactive = CommonOptions.Flag("--interactive", "Give the command what comes in here.", "-i");
    private readonly Option<bool> _tty = CommonOptions.Flag("--tty", "Give the command a terminal.", "-t");
    private readonly Option<string> _pull = CommonOptions.Text("--pull", "WHEN", "When the image is pulled: always, missing (default), never.");
    private readonly Option<string> _entrypoint = CommonOptions.Text("--entrypoint", "PROGRAM", "Program to start in place of the image's own.");
    private readonly Option<string> _workDir = CommonOptions.Text("--workdir", "DIR", "Directory the command starts in.", "-w");
    private readonly Option<string> _user = CommonOptions.Text("--user", "USER", "User the command runs as.", "-u");
    private readonly Option<string> _hostname = CommonOptions.Text("--hostname", "NAME", "Host name of the container.");
    private readonly Option<string[]> _env = CommonOptions.Several("--env", "NAME[=VALUE]", "Set a variable; NAME alone takes this host's value.", "-e");
    private readonly Option<string[]> _envFile = CommonOptions.Several("--env-file", "FILE", "Set the variables of a file with NAME=VALUE on each line.");
    private readonly Option<string[]> _label = CommonOptions.Several("--label", "NAME[=VALUE]", "Label the container.", "-l");

    private readonly Option<string[]> _publish = CommonOptions.Several(
        "--publish",
        "[HOST:]CONTAINER[/udp]",
        "Make a port of the container, or a range FIRST-LAST, one of this host's 127.0.0.1; without HOST, a free one.",
        "-p");

    private readonly Option<string> _network = CommonOptions.Text("--network", "NAME", "Docker network (default: bridge).", "--net");
    private readonly Option<string[]> _allowHost = CommonOptions.Several("--allow-host", "HOST[:PORT]", AllowHostHelp);
    private readonly Option<string[]> _dns = CommonOptions.Several("--dns", "ADDRESS", "Name server (default: the machine's).");
    private readonly Option<string[]> _addHost = CommonOptions.Several("--add-host", "NAME:ADDRESS", "Line of the hosts file; host-gateway is the machine's address.");

    private readonly Option<string[]> _volume = CommonOptions.Several(
        "--volume",
        "SOURCE:TARGET[:ro]",
        "Mount a volume, or a path: of this host, if 'pockr config get mounts' has it, or else of the machine.",
        "-v");

    private readonly Option<string[]> _mount = CommonOptions.Several("--mount", "KEY=VALUE,...", "Mount as Docker's --mount does: type, source, target, readonly, tmpfs-size.");
    private readonly Option<string[]> _tmpfs = CommonOptions.Several("--tmpfs", "PATH[:OPTIONS]", "Mount a file system in memory.");
    private readonly Option<bool> _readOnly = CommonOptions.Flag("--read-only", "The container's own file system cannot be written.");
    private readonly Option<string[]> _device = CommonOptions.Several("--device", "PATH[:PATH][:rwm]", "Give it a device of the machine.");
    private readonly Option<bool> _hardware = CommonOptions.Flag("--hw", "Give it all devices of the machine, its disk among them, and no further rights.");
    private readonly Option<string> _gpus = CommonOptions.Text("--gpus", "GPUS", "As Docker has it; the machine has none.");
    private readonly Option<string[]> _ulimit = CommonOptions.Several("--ulimit", "NAME=SOFT[:HARD]", "Limit of each of its processes.");
    private readonly Option<bool> _init = CommonOptions.Flag("--init", "Start a small first process that passes signals on and reaps the dead.");
    private readonly Option<bool> _privileged = CommonOptions.Flag("--privileged", "Give it every capability and device of the machine.");
    private readonly Option<string[]> _capAdd = CommonOptions.Several("--cap-add", "CAPABILITY", "Give it a capability, such as NET_ADMIN, or ALL.");
    private readonly Option<string[]> _capDrop = CommonOptions.Several("--cap-drop", "CAPABILITY", "Take a capability from it, or ALL.");
    private readonly Option<string[]> _security = CommonOptions.Several("--security-opt", "OPTION", "no-new-privileges, seccomp=unconfined, apparmor=NAME.");
    private readonly Option<string> _stopSignal = CommonOptions.Text("--stop-signal", "SIGNAL", "Signal that asks it to end (default: the image's, or SIGTERM).");
    private readonly Option<int?> _stopTimeout = CommonOptions.Integer("--stop-timeout", "SECONDS", "How long it has to end by itself (default: 10).");
    private readonly Option<string> _logDriver = CommonOptions.Text("--log-driver", "DRIVER", "How its output is kept: json-file, local, or none.");
    private readonly Option<string[]> _logOption = CommonOptions.Several("--log-opt", "NAME=VALUE", "Option of that, such as max-size=10m.");
    private readonly Option<int?> _bootPriority = CommonOptions.Integer("--boot-priority", "N", "Start it whenever the machine boots, the lowest first, each when the one before it runs.");
    private readonly Option<bool> _system = CommonOptions.Flag("--system", "Boot the image's own init, such as systemd, as the container's first process.");
    private readonly Option<bool> _volatile = CommonOptions.Flag("--volatile", "Each start begins with the image's files again; volumes stay.");
    private readonly LimitOptions _limits = new();
    private readonly HealthOptions _health = new();

    public void AddTo(Command command)
    {
        command.Add(_image);
        command.Add(_command);
        Option[] own =
        [
            _rootfs, _cmd, _name, _remove, _interactive, _tty, _pull, _entrypoint, _workDir, _user, _hostname, _env, _envFile, _label, _publish, _network,
            _allowHost, _dns, _addHost, _volume, _mount, _tmpfs, _readOnly, _device, _hardware, _gpus, _ulimit, _init, _privileged, _capAdd, _capDrop, _security, _stopSignal, _stopTimeout,
            _logDriver, _logOption, _bootPriority, _system, _volatile,
        ];
        foreach (var option in (IEnumerable<Option>)[.. own, .. _limits.All, .. _health.All])
        {
            command.Add(option);
        }
    }

    public bool IsInteractive(ParseResult parsed) => parsed.GetValue(_interactive);

    public PullPolicy PullIn(ParseResult parsed) => PullPolicies.Parse(parsed.GetValue(_pull));

    /// <summary>Sees that the machine has the root file system, if the container is to be made of one.</summary>
    public async Task<CreateContainerRequest> WithImageAsync(
        ParseResult parsed, OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken) =>
        parsed.GetValue(_rootfs) is { } path
            ? request with { Image = (await rootFileSystems.EnsureAsync(machine.Client, path, cancellationToken)).Image.Image }
            : request;

    /// <summary>What cannot be read is refused before a machine is needed for it.</summary>
    /// <returns>What is to be made, as soon as it is known which directories of this host the machine has.</returns>
    public Func<IReadOnlyList<MachineMount>, CreateContainerRequest> RequestIn(ParseResult parsed)
    {
        var request = Read(parsed);
        MountsIn(parsed, []);
        return mounts => request with { Mounts = NoneIfEmpty(MountsIn(parsed, mounts)) };
    }

    private CreateContainerRequest Read(ParseResult parsed)
    {
        var limits = _limits.In(parsed);
        return new CreateContainerRequest(
            ImageIn(parsed),
            parsed.GetValue(_name),
            NoneIfEmpty(CommandIn(parsed)),
            NoneIfEmpty(VariablesIn(parsed)),
            parsed.GetValue(_workDir),
            parsed.GetValue(_user),
            NoneIfEmpty(Each(parsed, _publish, PublishedPort.Parse)),
            parsed.GetValue(_network),
            parsed.GetValue(_remove),
            parsed.GetValue(_entrypoint) is { } entrypoint ? [entrypoint] : null,
            parsed.GetValue(_label) is { Length: > 0 } labels ? NamedValues.Parse(_label.Name, labels) : null,
            Tmpfs: parsed.GetValue(_tmpfs) is { Length: > 0 } tmpfs ? NamedValues.Parse(_tmpfs.Name, tmpfs, ':') : null,
            Dns: NoneIfEmpty(parsed.GetValue(_dns)),
            ExtraHosts: NoneIfEmpty(parsed.GetValue(_addHost)),
            Devices: NoneIfEmpty(DevicesIn(parsed)),
            MemoryBytes: limits.MemoryBytes,
            MemorySwapBytes: limits.MemorySwapBytes,
            Cpus: limits.Cpus,
            CpuShares: limits.CpuShares,
            PidsLimit: limits.PidsLimit,
            Ulimits: NoneIfEmpty(Each(parsed, _ulimit, UlimitText.Parse)),
            ReadOnlyRoot: parsed.GetValue(_readOnly),
            Init: parsed.GetValue(_init) ? true : null,
            Privileged: parsed.GetValue(_privileged),
            CapAdd: NoneIfEmpty(parsed.GetValue(_capAdd)),
            CapDrop: NoneIfEmpty(parsed.GetValue(_capDrop)),
            SecurityOptions: NoneIfEmpty(parsed.GetValue(_security)),
            RestartPolicy: limits.RestartPolicy,
            HealthCheck: _health.In(parsed),
            StopSignal: parsed.GetValue(_stopSignal),
            StopTimeoutSeconds: parsed.GetValue(_stopTimeout),
            OpenStdin: parsed.GetValue(_interactive),
            Tty: parsed.GetValue(_tty),
            Hostname: parsed.GetValue(_hostname),
            Volatile: parsed.GetValue(_volatile),
            System: parsed.GetValue(_system),
            LogDriver: parsed.GetValue(_logDriver),
            LogOptions: parsed.GetValue(_logOption) is { Length: > 0 } options ? NamedValues.Parse(_logOption.Name, options) : null,
            BootPriority: parsed.GetValue(_bootPriority),
            AllowedHosts: NoneIfEmpty(parsed.GetValue(_allowHost)));
    }

    // Of a root file system, the name is known once the machine has it.
    private string ImageIn(ParseResult parsed) => (parsed.GetValue(_rootfs), parsed.GetValue(_image)) switch
    {
        ({ } path, _) => path,
        (_, { } image) => image,
        _ => throw Failures.Usage("There is nothing to make a container of.", "Name an image, or a root file system with '--rootfs FILE'."),
    };

    private IReadOnlyList<string> CommandIn(ParseResult parsed)
    {
        List<string> words = [.. parsed.GetValue(_command) ?? []];
        if (parsed.GetValue(_rootfs) is not null && parsed.GetValue(_image) is { } first)
        {
            words.Insert(0, first);
        }

        return parsed.GetValue(_cmd) switch
        {
            null => words,
            _ when words.Count > 0 => throw Failures.Usage($"There are two commands: '{string.Join(' ', words)}' and --cmd.", "Give one of them."),
            { } line => ShellWords.Split(line),
        };
    }

    private List<DeviceRequest> DevicesIn(ParseResult parsed)
    {
        if (parsed.GetValue(_gpus) is not null)
        {
            throw CommandFailures.NoGraphicsProcessor();
        }

        return [.. parsed.GetValue(_hardware) ? [new DeviceRequest(AllDevices)] : Array.Empty<DeviceRequest>(), .. Each(parsed, _device, DeviceText.Parse)];
    }

    // The line's own values are the later ones: they count.
    private IReadOnlyList<string> VariablesIn(ParseResult parsed) => EnvironmentVariables.Resolve(
        [.. (parsed.GetValue(_envFile) ?? []).SelectMany(EnvironmentFile.Read), .. parsed.GetValue(_env) ?? []], hostVariable);

    private List<MountRequest> MountsIn(ParseResult parsed, IReadOnlyList<MachineMount> mounts) =>
    [
        .. Each(parsed, _volume, volume => BindMount.Parse(volume, mounts)),
        .. Each(parsed, _mount, mount => MountText.Parse(mount, mounts)),
    ];

    private static List<T> Each<T>(ParseResult parsed, Option<string[]> option, Func<string, T> parse) =>
        [.. (parsed.GetValue(option) ?? []).Select(parse)];

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T>? values) => values is { Count: > 0 } ? values : null;
}
