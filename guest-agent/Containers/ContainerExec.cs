using Pockr.EngineClient;
using Pockr.EngineClient.Models;

namespace Pockr.GuestAgent.Containers;

/// <summary>Runs commands in containers.</summary>
internal sealed class ContainerExec(DockerEngine engine)
{
    public async Task<RunningExec> StartAsync(string container, ExecSpec spec, CancellationToken cancellationToken)
    {
        var exec = await engine.Exec.CreateAsync(ContainerNames.Check(container), spec, cancellationToken);
        return new RunningExec(engine, exec.Id, await engine.Exec.StartAsync(exec.Id, cancellationToken));
    }
}
