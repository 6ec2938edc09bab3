using System.CommandLine;
using System.Globalization;
using Pockr.Contracts;
using Pockr.HostLauncher.Commands.Containers;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Sandboxes;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Sdk.Projects;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary><c>pockr sandbox create [NAME]</c></summary>
internal sealed class SandboxCreateCommand : MachineCommand
{
    private readonly Argument<string?> _name = new("NAME") { Description = "Name of the sandbox (default: one is made up).", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string> _profile = CommonOptions.Text(
        "--profile", "NAME", $"What is in it: {string.Join(", ", Profiles.All.Select(profile => profile.Name))} (default: the project's, or {Profiles.Python.Name}).");

    private readonly Option<string> _image = CommonOptions.Text("--image", "IMAGE", "Image it is made of in place of a profile's; pulled if the machine does not have it.");
    private readonly Option<bool> _persist = CommonOptions.Flag("--persist", "It stays when it is shut down, to be resumed.");
    private readonly Option<int?> _timeout = TimeLimit.Option($"Seconds a command in it has (default: {Sandbox.UsualTimeoutSeconds}).");
    private readonly Option<string> _memory = CommonOptions.Text("--memory", "SIZE", "Limit of its memory, as 100m or in bytes.", "-m", "--mem-limit");
    private readonly Option<string> _cpus = CommonOptions.Text("--cpus", "N", "Limit of its processor time: 1.5 processors, or 50% of one.");
    private readonly Option<int?> _cpuPercent = CommonOptions.Integer("--cpu-percent", "N", "The same in percent of a processor.");
    private readonly Option<int?> _pids = CommonOptions.Integer("--pids-limit", "N", "Limit of its processes and threads.");
    private readonly Option<string[]> _env = CommonOptions.Several("--env", "NAME[=VALUE]", "Set a variable; NAME alone takes this host's value.", "-e");
    private readonly Option<string[]> _publish = CommonOptions.Several("--port", "[HOST:]CONTAINER", "Make a port of it one of this host's 127.0.0.1.", "-p", "--publish");
    private readonly Option<string[]> _volume = CommonOptions.Several("--volume", "SOURCE:TARGET[:ro]", "Mount a volume, or a path, as 'pockr run -v' does.", "-v");
    private readonly Option<string[]> _device = CommonOptions.Several("--device", "PATH[:PATH][:rwm]", "Give it a device of the machine.", "-d");
    private readonly Option<string> _network = CommonOptions.Text("--network", "NAME", "Docker network, or none (default: the profile's).", "--net");
    private readonly Option<string[]> _allowHost = CommonOptions.Several("--allow-host", "HOST[:PORT]", NewContainerOptions.AllowHostHelp);

    private readonly SandboxPlace _sandboxes;
    private readonly Func<string, string?> _hostVariable;
    private readonly PortForwards _forwards;
    private readonly NewSandboxes _newSandboxes;

    public SandboxCreateCommand(SandboxPlace sandboxes, Func<string, string?> hostVariable, PortForwards forwards)
        : base(sandboxes.Place, "create", "Make a sandbox that waits for commands, and print its name; a profile that is not built yet is built.")
    {
        (_sandboxes, _hostVariable, _forwards, _newSandboxes) = (sandboxes, hostVariable, forwards, new NewSandboxes(sandboxes.Images, Terminal));
        Add(_name);
        foreach (var option in (Option[])[_profile, _image, _persist, _timeout, _memory, _cpus, _cpuPercent, _pids, _env, _publish, _volume, _device, _network, _allowHost])
        {
            Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = OptionsIn(parsed, _sandboxes.Project);
        MountsIn(parsed, []); // refused before a machine is needed for it
        using var machine = await OpenAsync(parsed, cancellationToken);
        options = options with
        {
            Mounts = MountsIn(parsed, machine.Running.State.Mounts),
            Ports = await _forwards.ChooseAsync(machine, options.Ports, cancellationToken),
        };
        await using var sandboxes = machine.Client.Sandboxes; // one that is given up is gone when the command is
        var sandbox = await _newSandboxes.CreateAsync(machine.Client, sandboxes, options, cancellationToken);
        if (options.Ports.Count > 0)
        {
            await SyncPortsAsync(machine, cancellationToken);
        }

        Terminal.WriteResult(sandbox.Name);
        return ExitCodes.Success;
    }

    private SandboxOptions OptionsIn(ParseResult parsed, Project? project)
    {
        var image = parsed.GetValue(_image);
        if (image is not null && parsed.GetValue(_profile) is { } both)
        {
            throw Failures.Usage($"There are an image, '{image}', and a profile, '{both}'.", "Give one of them.");
        }

        var profile = parsed.GetValue(_profile) ?? project?.Settings.Profile;
        return new SandboxOptions
        {
            Name = parsed.GetValue(_name),
            Image = image,
            Profile = image is not null || profile is null ? null : Profiles.Parse(profile),
            Project = project?.Name,
            EndsWithProgram = false,
            IsPersistent = parsed.GetValue(_persist) || project is { Settings.Persistent: true },
            TimeoutSeconds = TimeLimit.In(parsed, _timeout) ?? Sandbox.UsualTimeoutSeconds,
            MemoryBytes = parsed.GetValue(_memory) is { } memory ? SizeText.Parse(_memory.Name, memory) : null,
            Cpus = CpusIn(parsed),
            PidsLimit = parsed.GetValue(_pids),
            Env = EnvironmentVariables.Resolve(parsed.GetValue(_env) ?? [], _hostVariable),
            Ports = [.. (parsed.GetValue(_publish) ?? []).Select(PublishedPort.Parse)],
            Devices = [.. (parsed.GetValue(_device) ?? []).Select(DeviceText.Parse)],
            Network = parsed.GetValue(_network),
            AllowedHosts = parsed.GetValue(_allowHost) ?? [],
        };
    }

    private double? CpusIn(ParseResult parsed) => (parsed.GetValue(_cpus), parsed.GetValue(_cpuPercent)) switch
    {
        (null, null) => null,
        ({ } cpus, null) => CpuCount.Parse(_cpus.Name, cpus),
        (null, { } percent) => CpuCount.Parse(_cpuPercent.Name, string.Create(CultureInfo.InvariantCulture, $"{percent}%")),
        _ => throw Failures.Usage($"There are {_cpus.Name} and {_cpuPercent.Name}.", "Give one of them."),
    };

    private IReadOnlyList<MountRequest> MountsIn(ParseResult parsed, IReadOnlyList<MachineMount> mounts) =>
        [.. (parsed.GetValue(_volume) ?? []).Select(volume => BindMount.Parse(volume, mounts))];
}
