namespace Pockr.Machines.Processes;

/// <summary>
/// A process as the host lists it. Numbers are used again, so a process is the same one only if its start time is the same as well.
/// </summary>
/// <param name="Id">Process number.</param>
/// <param name="StartTime">When it started, in the host's own unit; only good for comparing.</param>
/// <param name="Name">Name of the program, cut off at 15 characters on Linux.</param>
internal sealed record ProcessEntry(int Id, long StartTime, string Name);

/// <summary>The host's processes, looked at from outside: QEMU outlives the command that started it.</summary>
internal interface IProcessTable
{
    /// <summary>The living process with this number, if there is one.</summary>
    ProcessEntry? Find(int processId);

    /// <summary>Arguments the process was started with; none if they cannot be read.</summary>
    IReadOnlyList<string> ArgumentsOf(int processId);

    /// <summary>Processor time the process has taken; none if it is gone.</summary>
    TimeSpan CpuTimeOf(ProcessEntry process);

    /// <summary>Ends the process if it is still the same one.</summary>
    void Kill(ProcessEntry process);
}
