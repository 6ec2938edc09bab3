using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Containers;

/// <summary>Makes a container, starts it, and stays with it until it ends.</summary>
internal sealed class ContainerRunner(PortForwards forwards, TerminalOutput terminal)
{
    private static readonly TimeSpan s_cleanUpPatience = TimeSpan.FromSeconds(30);

    /// <returns>The new container's id.</returns>
    public async Task<string> RunDetachedAsync(OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(machine, request, cancellationToken);
        await StartAsync(machine, id, cancellationToken);
        await SyncPortsAsync(machine, request, cancellationToken);
        return id;
    }

    /// <returns>The exit code of the container's command.</returns>
    public async Task<int> RunAttachedAsync(OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(machine, request, cancellationToken);

        // The stream is not tied to Ctrl-C: what the command prints while it ends is shown as well.
        await using var output = await AttachAsync(machine, id, cancellationToken);
        await StartAsync(machine, id, cancellationToken);

        // Neither is this: from the start on, Ctrl-C means to stop the container, which is done below.
        await SyncPortsAsync(machine, request, CancellationToken.None);
        var copying = FrameWriter.CopyAsync(output, terminal, CancellationToken.None);
        await FinishOrStopAsync(machine, id, request, copying, cancellationToken);
        var exitCode = await copying;
        await SyncPortsAsync(machine, request, CancellationToken.None);
        return exitCode ?? throw new StreamCutException();
    }

    private async Task<string> CreateAsync(OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        request = request with { Ports = await ChoosePortsAsync(machine, request.Ports, cancellationToken) };
        var containers = machine.Client.Containers;
        ContainerCreated created;
        try
        {
            created = await containers.CreateAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            await new ImagePuller(terminal).PullAsync(machine.Client, request.Image, cancellationToken);
            created = await containers.CreateAsync(request, cancellationToken);
        }

        foreach (var warning in created.Warnings ?? [])
        {
            terminal.WriteWarning(warning);
        }

        return created.Id;
    }

    private async Task<IReadOnlyList<PortMapping>?> ChoosePortsAsync(
        OpenMachine machine, IReadOnlyList<PortMapping>? ports, CancellationToken cancellationToken) =>
        ports is null ? null : await forwards.ChooseAsync(machine, ports, cancellationToken);

    private static async Task<OutputStream> AttachAsync(OpenMachine machine, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await machine.Client.Containers.AttachAsync(id, cancellationToken);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
            await RemoveAsync(machine, id);
            throw;
        }
    }

    private static async Task StartAsync(OpenMachine machine, string id, CancellationToken cancellationToken)
    {
        try
        {
            await machine.Client.Containers.StartAsync(id, cancellationToken);
        }
        catch (PockrException failure)
        {
            await RemoveAsync(machine, id);
            if (StartFailure.ExitCodeOf(failure) is { } exitCode)
            {
                throw Failures.CommandNotStarted(failure.Message, exitCode);
            }

            throw;
        }
        catch (OperationCanceledException)
        {
            await RemoveAsync(machine, id);
            throw;
        }
    }

    private async Task FinishOrStopAsync(
        OpenMachine machine,
        string id,
        CreateContainerRequest request,
        Task copying,
        CancellationToken cancellationToken)
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => interrupted.TrySetResult());
        if (await Task.WhenAny(copying, interrupted.Task) == copying)
        {
            return;
        }

        using var limit = new CancellationTokenSource(s_cleanUpPatience);
        await machine.Client.Containers.StopAsync(id, cancellationToken: limit.Token);
        await copying.WaitAsync(limit.Token);
        await SyncPortsAsync(machine, request, limit.Token);
        throw new OperationCanceledException(cancellationToken);
    }

    // A container that never ran is of no use to anyone; that it cannot be removed must not hide why it did not run.
    private static async Task RemoveAsync(OpenMachine machine, string id)
    {
        using var limit = new CancellationTokenSource(s_cleanUpPatience);
        try
        {
            await machine.Client.Containers.RemoveAsync(id, force: true, limit.Token);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
        }
    }

    private async Task SyncPortsAsync(OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        if (request.Ports is { Count: > 0 })
        {
            await PortWarnings.SyncAsync(forwards, machine, terminal, cancellationToken);
        }
    }
}
