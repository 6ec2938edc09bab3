using System.ComponentModel;
using System.Diagnostics;

namespace Pockr.Machines.Processes;

internal static class ProcessTimes
{
    /// <summary>Processor time of a process; none if it is gone.</summary>
    public static TimeSpan CpuTimeOf(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.TotalProcessorTime;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return TimeSpan.Zero;
        }
    }
}
