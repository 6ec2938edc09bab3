using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;

namespace Pockr.HostLauncher.Services;

/// <summary>The services of a system that runs in a container.</summary>
internal sealed class SystemServices
{
    // What runs counts, not what is installed: the directory is there if systemd is the first process, and so is OpenRC's.
    private static readonly string[] s_question =
    [
        "/bin/sh", "-c", "if [ -d /run/systemd/system ]; then echo systemd; elif [ -d /run/openrc ] || command -v rc-service >/dev/null; then echo openrc; fi",
    ];

    private readonly ContainersClient _containers;
    private readonly string _container;
    private readonly IServiceManager _manager;

    private SystemServices(ContainersClient containers, string container, IServiceManager manager) =>
        (_containers, _container, _manager) = (containers, container, manager);

    public static async Task<SystemServices> FindAsync(ContainersClient containers, string container, CancellationToken cancellationToken)
    {
        IServiceManager manager = (await ReadAsync(containers, container, s_question, cancellationToken)).Trim() switch
        {
            "systemd" => new Systemd(),
            "openrc" => new OpenRc(),
            _ => throw CommandFailures.NoServices(container),
        };
        return new SystemServices(containers, container, manager);
    }

    public async Task<IReadOnlyList<Service>> ListAsync(CancellationToken cancellationToken) => _manager.Read(
        await ReadAsync(_containers, _container, _manager.ListCommand, cancellationToken),
        await ReadAsync(_containers, _container, _manager.StartListCommand, cancellationToken));

    /// <returns>What the system's own tool says, and its exit code at the end.</returns>
    public IAsyncEnumerable<OutputFrame> Act(ServiceAction action, string service, CancellationToken cancellationToken)
    {
        var command = _manager.CommandOf(action, service) ?? throw CommandFailures.ServiceLogsMissing(_container);
        return _containers.ExecAsync(_container, new ExecRequest(command), cancellationToken);
    }

    private static async Task<string> ReadAsync(
        ContainersClient containers, string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await containers.RunExecAsync(container, new ExecRunRequest(command), cancellationToken);
        return result.ExitCode == 0 ? result.Stdout : throw CommandFailures.ServicesUnreadable(container, command[0], $"{result.Stderr}{result.Stdout}".Trim());
    }
}
