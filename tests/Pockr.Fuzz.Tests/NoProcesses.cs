using Pockr.Machines.Processes;

namespace Pockr.Fuzz.Tests;

/// <summary>A host on which nothing runs, whatever a file says.</summary>
internal sealed class NoProcesses : IProcessTable
{
    public static NoProcesses Instance { get; } = new();

    public ProcessEntry? Find(int processId) => null;

    public IReadOnlyList<string> ArgumentsOf(int processId) => [];

    public TimeSpan CpuTimeOf(ProcessEntry process) => TimeSpan.Zero;

    public void Kill(ProcessEntry process)
    {
    }
}
