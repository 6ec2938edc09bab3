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
        var (id, connected) = wiring is { Input: null, Tty: false }
            ? await RunListenedToAsync(machine, request, pull, cancellationToken)
            : await RunConnectedAsync(machine, request, pull, wiring, cancellationToken);

        // The stream is not tied to Ctrl-C: what the command prints while it ends is shown as well.
        await using var attachment = connected;

        // Neither is this: from the start on, Ctrl-C means to stop the container, which is done below.
        await SyncPortsAsync(machine, request, CancellationToken.None);
        // On a thread of its own, as it may have that wait.
        var copying = Task.Run(() => attachment.CopyAsync(CancellationToken.None), CancellationToken.None);
        await FinishOrStopAsync(machine, id, request, copying, cancellationToken);
        var exitCode = await copying;
        await SyncPortsAsync(machine, request, CancellationToken.None);
        return exitCode ?? ExitCodes.Success;
    }

    private async Task<(string Id, Attachment Attachment)> RunConnectedAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, Wiring wiring, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(machine, request, pull, cancellationToken);
        var attachment = await AttachNewAsync(machine, id, wiring, cancellationToken);
        try
        {
            await StartNewAsync(machine, id, cancellationToken);
            return (id, attachment);
        }
        catch
        {
            await attachment.DisposeAsync();
            throw;
        }
    }

    // In one request: each takes longer to get there than to be answered.
    private async Task<(string Id, Attachment Attachment)> RunListenedToAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, CancellationToken cancellationToken)
    {
        try
        {
            var run = await MakeAsync(machine, request, pull, machine.Client.Containers.RunAsync, cancellationToken);
            return (run.Id, Attachment.To(run.Output, terminal));
        }
        catch (PockrException failure) when (failure.Code == ProblemCodes.MethodNotAllowed)
        {
            // The machine was made of an image that does not know this request.
            return await RunConnectedAsync(machine, request, pull, new Wiring(), cancellationToken);
        }
        catch (PockrException failure) when (StartFailure.ExitCodeOf(failure) is { } exitCode)
        {
            throw Failures.CommandNotStarted(failure.Message, exitCode);
        }
    }

    /// <returns>The new container's id; it does not run yet.</returns>
    public async Task<string> CreateAsync(
        OpenMachine machine, CreateContainerRequest request, PullPolicy pull, CancellationToken cancellationToken)
    {
        var created = await MakeAsync(machine, request, pull, machine.Client.Containers.CreateAsync, cancellationToken);
        foreach (var warning in created.Warnings ?? [])
        {
            terminal.WriteWarning(warning);
        }

        return created.Id;
    }

    private async Task<T> MakeAsync<T>(
        OpenMachine machine,
        CreateContainerRequest request,
        PullPolicy pull,
        Func<CreateContainerRequest, CancellationToken, Task<T>> makeAsync,
        CancellationToken cancellationToken)
    {
        request = request with { Ports = await ChoosePortsAsync(machine, request.Ports, cancellationToken) };
        if (pull == PullPolicy.Always)
        {
            await PullAsync(machine, request, cancellationToken);
        }

        try
        {
            return await makeAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound && pull == PullPolicy.Missing)
        {
            terminal.WriteMessage($"The image {request.Image} is not in the machine; pulling it.");
            await PullAsync(machine, request, cancellationToken);
            return await makeAsync(request, cancellationToken);
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
