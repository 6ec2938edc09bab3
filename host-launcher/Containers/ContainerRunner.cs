using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Containers;

/// <summary>Makes a container, starts it, and stays with it until it ends.</summary>
internal sealed class ContainerRunner(PortForwards forwards, TerminalOutput terminal)
{
    private static readonly TimeSpan s_cleanUpPatience = TimeSpan.FromSeconds(30);

    /// <returns>The new container's id.</returns>
    public async Task<string> RunDetachedAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(machine, request, pull, cancellationToken);
        await StartNewAsync(machine, id, cancellationToken);
        await SyncPortsAsync(machine, request, cancellationToken);
        return id;
    }

    /// <returns>The exit code of the container's command, or success if the user has detached.</returns>
    public async Task<int> RunAttachedAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, Wiring wiring, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(machine, request, pull, cancellationToken);

        // The stream is not tied to Ctrl-C: what the command prints while it ends is shown as well.
        await using var attachment = await AttachNewAsync(machine, id, wiring, cancellationToken);
        await StartNewAsync(machine, id, cancellationToken);

        // Neither is this: from the start on, Ctrl-C means to stop the container, which is done below.
        await SyncPortsAsync(machine, request, CancellationToken.None);
        // On a thread of its own, as it may have that wait.
        var copying = Task.Run(() => attachment.CopyAsync(CancellationToken.None), CancellationToken.None);
        await FinishOrStopAsync(machine, id, request, copying, cancellationToken);
        var exitCode = await copying;
        await SyncPortsAsync(machine, request, CancellationToken.None);
        return exitCode ?? ExitCodes.Success;
    }

    /// <returns>The new container's id; it does not run yet.</returns>
    public async Task<string> CreateAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, CancellationToken cancellationToken)
    {
        request = request with { Ports = await ChoosePortsAsync(machine, request.Ports, cancellationToken) };
        if (pull == PullPolicy.Always)
        {
            await PullAsync(machine, request, cancellationToken);
        }

        var created = await TryCreateAsync(machine, request, pull, cancellationToken);
        foreach (var warning in created.Warnings ?? [])
        {
            terminal.WriteWarning(warning);
        }

        return created.Id;
    }

    private async Task<ContainerCreated> TryCreateAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, CancellationToken cancellationToken)
    {
        var containers = machine.Client.Containers;
        try
        {
            return await containers.CreateAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound && pull == PullPolicy.Missing)
        {
            terminal.WriteMessage($"The image {request.Image} is not in the machine; pulling it.");
            await PullAsync(machine, request, cancellationToken);
            return await containers.CreateAsync(request, cancellationToken);
        }
    }

    private Task PullAsync(OpenMachine machine, CreateContainerRequest request, CancellationToken cancellationToken) =>
        new ImagePuller(terminal).PullAsync(machine.Client, request.Image, quiet: false, cancellationToken);

    private async Task<IReadOnlyList<PortMapping>?> ChoosePortsAsync(
        OpenMachine machine, IReadOnlyList<PortMapping>? ports, CancellationToken cancellationToken) =>
        ports is null ? null : await forwards.ChooseAsync(machine, ports, cancellationToken);

    private async Task<Attachment> AttachNewAsync(OpenMachine machine, string id, Wiring wiring, CancellationToken cancellationToken)
    {
        try
        {
            return await Attachment.OpenAsync(machine, id, wiring, terminal, cancellationToken);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
            await RemoveAsync(machine, id);
            throw;
        }
    }

    private static async Task StartNewAsync(OpenMachine machine, string id, CancellationToken cancellationToken)
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
        await machine.Client.Containers.StopAsync(id, timeoutSeconds: null, limit.Token);
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
