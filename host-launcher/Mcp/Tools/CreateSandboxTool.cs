using Pockr.Contracts;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>create_sandbox</c></summary>
internal sealed class CreateSandboxTool : SandboxTool<ToolSandbox>
{
    private const double LeastCpus = 0.01;
    private const int LastPort = 65535;

    private static readonly ToolParameter s_name = ToolParameter.Text("name", "Name of the new sandbox; one is made up if left out.");
    private static readonly ToolParameter s_ports = ToolParameter.Integer(
        "ports", "TCP ports of the sandbox to publish on the host's 127.0.0.1; list_ports tells where.", 1, LastPort) with
    { IsArray = true };

    private readonly McpLimits _limits;
    private readonly ToolParameter _image;
    private readonly ToolParameter _profile;
    private readonly ToolParameter _memory;
    private readonly ToolParameter _cpus;
    private readonly ToolParameter _pids;

    public CreateSandboxTool(McpSandboxes sandboxes, McpLimits limits)
        : this(sandboxes, limits, ImageIn(limits), ProfileIn(limits), MemoryIn(limits), CpusIn(limits), PidsIn(limits))
    {
    }

    private CreateSandboxTool(
        McpSandboxes sandboxes, McpLimits limits, ToolParameter image, ToolParameter profile, ToolParameter memory, ToolParameter cpus, ToolParameter pids)
        : base(sandboxes, McpJson.Readable.ToolSandbox, Text, [s_name, .. WithChoices(image, profile), memory, cpus, pids, s_ports]) =>
        (_limits, _image, _profile, _memory, _cpus, _pids) = (limits, image, profile, memory, cpus, pids);

    private static ToolText Text => new(
        "create_sandbox",
        "Create a sandbox",
        "Makes a new isolated Linux sandbox, a container in a virtual machine, and starts it. Only needed for more than one sandbox, or to publish "
        + "ports: the other tools make one by themselves. The first sandbox may take a minute or more, while the machine starts.");

    protected override Task<ToolSandbox> RunAsync(ToolArguments arguments, CancellationToken cancellationToken) =>
        Sandboxes.CreateAsync(OptionsIn(arguments), cancellationToken);

    private SandboxOptions OptionsIn(ToolArguments arguments)
    {
        var usual = _limits.ToOptions();
        var (image, profile) = (arguments.Text(_image), arguments.Text(_profile));
        if (image is not null && profile is not null)
        {
            throw ToolFailures.ImageOrProfile(image, profile);
        }

        return usual with
        {
            Name = SandboxName.Check(arguments.Text(s_name)),
            Image = image ?? (profile is null ? usual.Image : null),
            Profile = profile is not null ? Profiles.Parse(profile) : image is null ? usual.Profile : null,
            MemoryBytes = arguments.Integer(_memory) is { } mebibytes ? McpLimits.BytesOf(mebibytes) : usual.MemoryBytes,
            Cpus = arguments.Number(_cpus) ?? usual.Cpus,
            PidsLimit = arguments.Integer(_pids) ?? usual.PidsLimit,
            Ports = PortsIn(arguments),
        };
    }

    private IReadOnlyList<PortMapping> PortsIn(ToolArguments arguments)
    {
        var ports = (arguments.Integers(s_ports) ?? []).Distinct().ToList();
        return ports.Count == 0 || _limits.HasNetwork
            ? [.. ports.Select(port => new PortMapping(HostPort: 0, port))]
            : throw ToolFailures.NoNetwork(ports);
    }

    // What cannot be chosen is not offered.
    private static IEnumerable<ToolParameter> WithChoices(params ToolParameter[] parameters) => parameters.Where(parameter => parameter.Choices.Count > 0);

    private static ToolParameter ImageIn(McpLimits limits) =>
        ToolParameter.Text("image", "Image of containers it is made of.") with { Choices = limits.Images, Option = "--image" };

    private static ToolParameter ProfileIn(McpLimits limits) => ToolParameter.Text(
        "profile", $"What is installed in it. {string.Join(". ", limits.Profiles.Select(profile => $"{profile.Name}: {profile.Description}"))}.") with
    { Choices = [.. limits.Profiles.Select(profile => profile.Name)], Option = "--profile" };

    private static ToolParameter MemoryIn(McpLimits limits) => ToolParameter.Integer(
        "memoryMiB", $"Limit of its memory in MiB (default: {limits.MemoryMiB}).", McpLimits.LeastMemoryMiB, limits.MemoryMiB) with { Option = "--memory" };

    private static ToolParameter CpusIn(McpLimits limits) => ToolParameter.Number(
        "cpus", "Limit of its processor time, in processors (default: the most).", LeastCpus, limits.Cpus) with { Option = "--cpus" };

    private static ToolParameter PidsIn(McpLimits limits) => ToolParameter.Integer(
        "pidsLimit", $"Limit of its processes and threads (default: {limits.Pids}).", 1, limits.Pids) with { Option = "--pids-limit" };
}
