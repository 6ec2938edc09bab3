using Pockr.EngineClient;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Execs;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Terminals;

/// <summary>Routes that become WebSockets. What is wrong with a request is said before, as on every other route.</summary>
internal static class TerminalsApi
{
    public static void MapTerminals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/containers/{id}/exec/tty", Exec).WithName("ExecTerminal").WithTags("Terminals");
        routes.MapGet("/v1/vm/exec/tty", Machine).WithName("MachineTerminal").WithTags("Terminals");
        routes.MapGet("/v1/containers/{id}/attach/tty", Attach).WithName("AttachTerminal").WithTags("Terminals");
    }

    private static async Task Exec(
        HttpContext context, string id, string[] cmd, string[] env, ContainerExec exec, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken, string? workDir = null, string? user = null, bool tty = true, bool streams = false,
        int columns = 80, int rows = 24)
    {
        var size = TerminalRules.Check(context, columns, rows);
        var spec = ExecRules.Spec(cmd, env, workDir, user) with { Tty = tty };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var (running, stream) = await exec.StartInteractiveAsync(id, spec, tty ? size : null, ending.Token);
        await using var owned = running;
        using var socket = await context.AcceptTerminalAsync();
        await new TerminalConnection(socket, new ExecTerminal(running, stream), streams).RunAsync(ending.Token);
    }

    private static async Task Machine(
        HttpContext context, IHostApplicationLifetime lifetime, CancellationToken cancellationToken, int columns = 80, int rows = 24)
    {
        var size = TerminalRules.Check(context, columns, rows);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await using var shell = new TerminalShell(size);
        using var socket = await context.AcceptTerminalAsync();
        await new TerminalConnection(socket, new MachineTerminal(shell)).RunAsync(ending.Token);
    }

    private static async Task Attach(
        HttpContext context, string id, DockerEngine engine, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken, bool streams = false, int columns = 80, int rows = 24)
    {
        var size = TerminalRules.Check(context, columns, rows);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await using var terminal = await ContainerTerminal.OpenAsync(engine, id, size, ending.Token);
        using var socket = await context.AcceptTerminalAsync();
        await new TerminalConnection(socket, terminal, streams).RunAsync(ending.Token);
    }
}
