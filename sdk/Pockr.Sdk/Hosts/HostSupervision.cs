using Pockr.Machines;
using Pockr.Machines.Supervision;

namespace Pockr.Sdk.Hosts;

/// <summary>
/// Leaves a <c>pockr</c> with a machine, where there is one. This program never is a machine's supervisor: those are ended when they hang.
/// </summary>
internal sealed class HostSupervision(MachineEnvironment environment, string? program) : ISupervision
{
    private readonly SupervisorStarts? _starts = FindProgram(program) is { } found
        ? new SupervisorStarts(environment.Home, new MachineStore(environment.ProcessTable), environment.Processes, found)
        : null;

    public async Task<bool> EnsureAsync(MachineName name, RunningMachine machine, CancellationToken cancellationToken) =>
        _starts is not null
            ? await _starts.EnsureAsync(name, machine, cancellationToken).ConfigureAwait(false)
            : (await SupervisorStarts.AskAsync(environment.Home.FilesOf(name), cancellationToken).ConfigureAwait(false))?.QemuProcessId == machine.Process.Id;

    private static string? FindProgram(string? program)
    {
        if (program is not null)
        {
            return program;
        }

        var name = OperatingSystem.IsWindows() ? "pockr.exe" : "pockr";
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return paths.Prepend(AppContext.BaseDirectory).Select(path => Path.Combine(path, name)).FirstOrDefault(File.Exists);
    }
}
