using Pockr.Bench.Machines;
using Pockr.Bench.Processes;
using Pockr.Bench.Results;

namespace Pockr.Bench;

/// <summary>What all suites work with: machines in a directory of their own, which is gone when they are done.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly FileStream _lock;

    private Workbench(BenchOptions options, FileStream held)
    {
        (Options, _lock) = (options, held);
    }

    public BenchOptions Options { get; }

    /// <summary>Where its machines are.</summary>
    public string Home => Path.Combine(Options.Output, "home");

    /// <summary>Where those of an older version are: apart, as each version makes templates of its own.</summary>
    private string HomeBefore => Path.Combine(Home, "before");

    /// <summary>A directory for files, gone with the rest.</summary>
    public string Scratch => Directory.CreateDirectory(Path.Combine(Home, "scratch")).FullName;

    /// <summary>How machines' processors are run here.</summary>
    public string Accelerator { get; private set; } = "";

    /// <summary>Takes away what a killed run has left, and has a first machine made: with it come the accelerator, and the template.</summary>
    public static async Task<Workbench> OpenAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var bench = new Workbench(options, Hold(options.Output));
        try
        {
            await bench.RemoveMachinesAsync();
            Directory.CreateDirectory(bench.Home);
            Say("Making a template, which new machines begin with.");
            await using var first = bench.NewMachine("first");
            bench.Accelerator = await first.UpAsync(cancellationToken);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>One that is not there yet, or was left by a run that was killed.</summary>
    public PockrMachine NewMachine(string name) => Options.Build.NewMachine(Home, name);

    /// <summary>The same, of the older version that was named.</summary>
    public PockrMachine NewOlderMachine(string name) => Options.Before!.NewMachine(HomeBefore, name);

    public static void Say(string sentence) => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {sentence}");

    public async Task<HostDescription> DescribeAsync(CancellationToken cancellationToken) => HostFacts.Of(
        qemu: await VersionAsync(new Tool(BaselineMachine.Qemu), cancellationToken),
        docker: await VersionAsync(new Tool("docker"), cancellationToken),
        pockr: await VersionAsync(new Tool(Options.Pockr), cancellationToken),
        accelerator: Accelerator,
        image: await Options.Build.ReadImageIdAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await RemoveMachinesAsync();
        await _lock.DisposeAsync();
    }

    private static FileStream Hold(string output)
    {
        Directory.CreateDirectory(output);
        try
        {
            return new FileStream(Path.Combine(output, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw Failures.Busy(output, held);
        }
    }

    private static async Task<string> VersionAsync(Tool tool, CancellationToken cancellationToken) =>
        VersionText.In(await tool.RunAsync(["--version"], cancellationToken));

    private async Task RemoveMachinesAsync()
    {
        if (!Directory.Exists(Home))
        {
            return;
        }

        await Task.WhenAll(MachinesIn(Home).Concat(MachinesIn(HomeBefore)).Select(machine => machine.DisposeAsync().AsTask()));
        Directory.Delete(Home, recursive: true);
    }

    /// <summary>Led by this version: the older one may not be named in this run.</summary>
    private IEnumerable<PockrMachine> MachinesIn(string home)
    {
        var machines = Path.Combine(home, "vms");
        return Directory.Exists(machines) ? Directory.GetDirectories(machines).Select(machine => Options.Build.NewMachine(home, Path.GetFileName(machine))) : [];
    }
}
