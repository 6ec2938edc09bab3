using System.Reflection;
using System.Text;
using Pockr.HostLauncher;
using Pockr.HostLauncher.Terminal;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Typed lines, an argument a line of the input: each ends with an exit code that is documented, and none is told as a bug.</summary>
internal static class CommandTargets
{
    private const string Bug = "This should not have happened";

    // What would reach for the network or for this user's own files, or would not end.
    private static readonly string[] s_leftAlone = ["pull", "supervise", "mcp", "autostart", "docker-context", "doctor", "open"];

    private static readonly HashSet<int> s_exitCodes =
        [.. typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!)];

    private static readonly string[] s_lines =
    [
        "run\n--rm\n-it\n-p\n8080:80\n-v\n./a:/b:ro\n-e\nA=b\n--memory\n64m\n--cpus\n0.5\nbusybox\necho\nhello",
        "create\n--name\nweb\n--mount\ntype=tmpfs,target=/run\n--ulimit\nnofile=1:2\n--restart\non-failure:3\n--health-cmd\ntrue\nalpine:3.20",
        "exec\n-dw\n/tmp\nweb\nsh\n-c\ntrue", "up\nbox\n--memory\n512m\n--cpus\n2\n--mount\n/tmp:/mnt:ro", "down\n--vm\nbox", "status\n--json", "ps\n-a\n--filter\nlabel=a=b\n--format\n{{.Name}}",
        "logs\n--tail\n10\n--since\n10m\n-f\nweb", "config\nset\nmemory=1g\ndns=9.9.9.9", "config\nget\nmounts", "vm\nrm\n--force\nbox", "snapshot\nsave\nmorning", "image\nls", "cp\nweb:/etc/passwd\n-",
        "judge\n--cases\ncases\n--time\n1s\nmain.py", "sandbox\nrun\n--timeout\n5s\nbox\ntrue", "build\n-t\na\n--build-arg\nA=b\n.", "complete\nrun\n--n", "--version", "--help", "port\nls", "events\n--since\n1h",
        "volume\ncreate\n--label\na\ndata", "network\ncreate\n--internal\nnet", "vm\nimport\nfile.tar", "image\nimport\nfile.tar\n--allow-unsigned", "update\n--memory\n1g\nweb", "stats\n--no-stream",
    ];

    public static IEnumerable<Target> All =>
    [
        Target.OfText("command-line", Run, s_lines) with { Tokens = ["--", "-", "--help", "@file", "=", "--vm=", "-p", "\n", "{{", "--format\n"], MostAllocation = 256 << 20, ShortRun = 40 },
    ];

    private static void Run(string text)
    {
        var arguments = text.Replace("\0", "", StringComparison.Ordinal).Split('\n');
        if (!arguments.Any(s_leftAlone.Contains))
        {
            RunAsync(arguments).GetAwaiter().GetResult();
        }
    }

    private static async Task RunAsync(string[] arguments)
    {
        using var scratch = new Scratch();
        using var error = new MemoryStream();
        using var interruption = new Interruption();
        var host = new FakeHost();
        var composition = new Composition
        {
            Machines = new MachineEnvironment
            {
                Home = new PockrHome(Path.Combine(scratch.Directory, "home")),
                Processes = host,
                ProcessTable = host,
                Monitor = host,
                Identity = host,
                ProgramDirectory = scratch.Directory,
            },
            Terminal = new TerminalOutput(Stream.Null, error, interactive: false),
            Variable = _ => null,
            WorkingDirectory = scratch.Directory,
            Input = () => new TerminalInput(Stream.Null, false),
            Program = "/opt/pockr",
            Supervision = host,
        };
        var exitCode = await CommandLineApp.RunAsync(composition, arguments, interruption);
        var told = Encoding.UTF8.GetString(error.ToArray());
        Assert.DoesNotContain(Bug, told, StringComparison.Ordinal);
        Assert.Contains(exitCode, s_exitCodes);
    }
}
