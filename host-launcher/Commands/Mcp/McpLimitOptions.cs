using System.CommandLine;
using Pockr.HostLauncher.Commands.Sandboxes;
using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Mcp;
using Pockr.Machines.Errors;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Commands.Mcp;

/// <summary>What a model may have.</summary>
internal sealed class McpLimitOptions
{
    private const string UsualMemory = "512m";
    private const string UsualCpus = "1";
    private const string UsualNetwork = "none";
    private const string UsualOutput = "64k";
    private const int UsualPids = 256;
    private const int UsualTimeout = 300;
    private const int UsualSandboxes = 8;
    private const int MostSandboxes = 1000;
    private const int LeastOutput = 1024;
    private const int MostOutput = 64 * 1024 * 1024;

    private readonly Option<string[]> _image = CommonOptions.Several(
        "--image", "IMAGE", "Image sandboxes may be made of; several times for a choice, of which the first is the usual one.");

    private readonly Option<string[]> _profile = CommonOptions.Several(
        "--profile", "NAME", $"Profile they may be made of, likewise: {string.Join(", ", Profiles.All.Select(profile => profile.Name))} (default: {Profiles.Python.Name}, if there is no image).");

    private readonly Option<string> _network = CommonOptions.Text("--network", "NAME", $"Docker network of every sandbox (default: {UsualNetwork}); with one, ports can be published.", "--net");
    private readonly Option<string> _memory = CommonOptions.Text("--memory", "SIZE", $"Memory a sandbox may have (default: {UsualMemory}).", "-m");
    private readonly Option<string> _cpus = CommonOptions.Text("--cpus", "N", $"Processor time a sandbox may have: 1.5 processors, or 50% of one (default: {UsualCpus}).");
    private readonly Option<int?> _pids = CommonOptions.Integer("--pids-limit", "N", $"Processes and threads a sandbox may have (default: {UsualPids}).");
    private readonly Option<int?> _timeout = TimeLimit.Option($"Seconds a command may ask for (default: {UsualTimeout}); one that asks for none has {Sandbox.UsualTimeoutSeconds}, or less.");
    private readonly Option<int?> _sandboxes = CommonOptions.Integer("--max-sandboxes", "N", $"How many sandboxes there may be at a time (default: {UsualSandboxes}).");
    private readonly Option<string> _output = CommonOptions.Text("--max-output", "SIZE", $"How much of a command's output, or of a file, one answer has (default: {UsualOutput}).");

    public IEnumerable<Option> All => [_image, _profile, _network, _memory, _cpus, _pids, _timeout, _sandboxes, _output];

    public McpLimits In(ParseResult parsed)
    {
        var images = (parsed.GetValue(_image) ?? []).Distinct().ToList();
        var profiles = (parsed.GetValue(_profile) ?? []).Distinct().Select(Profiles.Parse).ToList();
        return new McpLimits
        {
            Images = images,
            Profiles = images.Count + profiles.Count > 0 ? profiles : [Profiles.Python],
            Network = parsed.GetValue(_network) ?? UsualNetwork,
            MemoryMiB = (int)(CommonOptions.SizeIn(parsed, _memory, UsualMemory, McpLimits.BytesOf(McpLimits.LeastMemoryMiB), McpLimits.BytesOf(int.MaxValue)) / McpLimits.BytesOf(1)),
            Cpus = CpuCount.Parse(_cpus.Name, parsed.GetValue(_cpus) ?? UsualCpus),
            Pids = NumberIn(parsed, _pids, UsualPids, int.MaxValue),
            TimeoutSeconds = TimeLimit.In(parsed, _timeout) ?? UsualTimeout,
            Sandboxes = NumberIn(parsed, _sandboxes, UsualSandboxes, MostSandboxes),
            OutputBytes = (int)CommonOptions.SizeIn(parsed, _output, UsualOutput, LeastOutput, MostOutput),
        };
    }

    private static int NumberIn(ParseResult parsed, Option<int?> option, int usual, int most) => parsed.GetValue(option) switch
    {
        null => usual,
        { } number when number < 1 || number > most => throw Failures.Usage($"{option.Name} is {number}; use 1 to {most}.", $"Leave {option.Name} out for {usual}."),
        { } number => number,
    };
}
