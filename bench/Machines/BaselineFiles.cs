using Pockr.Bench.Processes;

namespace Pockr.Bench.Machines;

/// <summary>What a baseline boots of. Packages are installed once; the agent has a disk of its own, made for each run.</summary>
internal sealed class BaselineFiles(string directory)
{
    public string Kernel => Path.Combine(directory, "vmlinuz");

    public string Initrd => Path.Combine(directory, "initrd");

    public string Disk => Path.Combine(directory, "disk.qcow2");

    /// <summary>Where the agent is, if it has one.</summary>
    public string AgentDisk => Path.Combine(directory, "agent.raw");

    /// <returns>Nothing if it cannot be made here; <paramref name="tell"/> is told why.</returns>
    public static async Task<BaselineFiles?> TryMakeAsync(Baseline baseline, Workbench bench, Action<string> tell, CancellationToken cancellationToken)
    {
        var files = new BaselineFiles(Path.Combine(bench.Options.Baselines, baseline.Kind));
        try
        {
            if (!File.Exists(files.Disk))
            {
                Workbench.Say($"Making the machine of '{baseline.Name}'; it is kept for the next runs.");
                await new Tool(Path.Combine(bench.Options.Root, "build/baseline-vm.sh")).RunAsync([baseline.Kind, Path.GetDirectoryName(files.Disk)!], cancellationToken);
            }

            if (baseline == Baseline.ReferenceWay)
            {
                await files.MakeAgentDiskAsync(bench.Options.Agent, cancellationToken);
            }

            return files;
        }
        catch (BenchException failure)
        {
            tell($"{baseline.Name}: not measured, as its machine cannot be made here: {failure.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    private async Task MakeAgentDiskAsync(string agent, CancellationToken cancellationToken)
    {
        File.Delete(AgentDisk);
        await new Tool("mke2fs").RunAsync(["-q", "-t", "ext4", "-d", agent, AgentDisk, "512M"], cancellationToken);
    }
}
