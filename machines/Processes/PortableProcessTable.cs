using System.ComponentModel;
using System.Diagnostics;

namespace Pockr.Machines.Processes;

/// <summary>For hosts without <c>/proc</c>.</summary>
internal sealed class PortableProcessTable : IProcessTable
{
    public ProcessEntry? Find(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : new ProcessEntry(processId, process.StartTime.ToUniversalTime().Ticks, process.ProcessName);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    public IReadOnlyList<string> ArgumentsOf(int processId) => [];

    public TimeSpan CpuTimeOf(ProcessEntry process) => ProcessTimes.CpuTimeOf(process.Id);

    public void Kill(ProcessEntry process)
    {
        if (Find(process.Id) != process)
        {
            return;
        }

        try
        {
            using var found = Process.GetProcessById(process.Id);
            found.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // As in LinuxProcessTable: the caller waits for its end and sees.
        }
    }
}
