using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Original;

/// <summary>The first agent's routes that run commands.</summary>
internal static class OriginalCommandsApi
{
    public static void MapOriginalCommands(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Original");

        group.MapPost("/exec", Exec).WithName("OriginalExec");
        group.MapPost("/vm/exec", VmExec).WithName("OriginalVmExec");
    }

    private static async Task<Ok<OriginalExecResult>> VmExec(HttpRequest request, Shell shell, CancellationToken cancellationToken)
    {
        var body = await OriginalBody.ReadAsync(request, cancellationToken);
        var command = body.Text("cmd");
        body.ThrowIfInvalid();

        return TypedResults.Ok(await shell.RunAsync(command, cancellationToken));
    }

    private static async Task<Ok<OriginalExecResult>> Exec(
        HttpRequest request, ContainerExec exec, AgentOptions options, CancellationToken cancellationToken)
    {
        var body = await OriginalBody.ReadAsync(request, cancellationToken);
        var name = body.Text("name");
        var command = body.Text("cmd");
        body.ThrowIfInvalid();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CommandTimeout);
        try
        {
            return TypedResults.Ok(await RunAsync(exec, options, name, command, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(Problems.TimedOut("Exec timed out", options.CommandTimeout));
        }
    }

    private static async Task<OriginalExecResult> RunAsync(
        ContainerExec exec, AgentOptions options, string name, string command, CancellationToken cancellationToken)
    {
        var stdout = new CappedOutput(options.OutputLimitBytes);
        var stderr = new CappedOutput(options.OutputLimitBytes);
        await using var running = await exec.StartAsync(name, new ExecSpec { Cmd = ["sh", "-c", command] }, cancellationToken);
        await foreach (var chunk in running.ReadAsync(cancellationToken))
        {
            (chunk.Source == OutputSource.Stderr ? stderr : stdout).Add(chunk.Bytes.Span);
        }

        var exitCode = await running.ReadExitCodeAsync(cancellationToken);
        return new OriginalExecResult(stdout.ToString(), stderr.ToString(), exitCode);
    }
}
