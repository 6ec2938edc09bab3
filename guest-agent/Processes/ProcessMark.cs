using System.Globalization;
using System.Text;

namespace Pockr.GuestAgent.Processes;

/// <summary>
/// A variable in the environment of a command and of all it starts. It is how those are found that have left both its session and its
/// tree, as daemons do; only a program that takes the variable out on purpose gets away.
/// </summary>
internal sealed class ProcessMark
{
    private readonly byte[] _bytes;

    public ProcessMark()
    {
        Variable = $"POCKR_EXEC={Guid.NewGuid():n}";
        _bytes = Encoding.ASCII.GetBytes(Variable);
    }

    /// <summary>As <c>NAME=value</c>.</summary>
    public string Variable { get; }

    public IEnumerable<int> HoldersAmong(IEnumerable<ProcessEntry> processes) =>
        processes.Where(process => IsIn(process.Id)).Select(process => process.Id);

    private bool IsIn(int process)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/environ")).AsSpan().IndexOf(_bytes) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // ended, or somebody else's
        }
    }
}
