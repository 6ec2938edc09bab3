using System.Text;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Containers;

/// <summary>Runs commands in containers.</summary>
internal sealed class ContainerExec(DockerEngine engine, ExecEnds ends)
{
    public async Task<RunningExec> StartAsync(
        string container, ExecSpec spec, CancellationToken cancellationToken, TimeSpan? limit = null, string? stdin = null)
    {
        if (stdin is not null)
        {
            var (fed, stream) = await StartInteractiveAsync(container, spec, size: null, cancellationToken, limit);
            _ = FeedAsync(stream, stdin);
            return fed;
        }

        var (running, _) = await StartAsync(container, spec, limit, id => engine.Exec.StartAsync(id, cancellationToken), cancellationToken);
        return running;
    }

    /// <summary>Starts it with its input open; the stream is the exec's and ends with it.</summary>
    public Task<(RunningExec Exec, InteractiveStream Stream)> StartInteractiveAsync(
        string container, ExecSpec spec, TerminalSize? size, CancellationToken cancellationToken, TimeSpan? limit = null) => StartAsync(
        container, spec with { AttachStdin = true }, limit, id => engine.Exec.StartInteractiveAsync(id, spec.Tty, size, cancellationToken), cancellationToken);

    private async Task<(RunningExec Exec, TOutput Output)> StartAsync<TOutput>(
        string container, ExecSpec spec, TimeSpan? limit, Func<string, Task<TOutput>> startAsync, CancellationToken cancellationToken)
        where TOutput : IContainerOutput
    {
        var mark = new ProcessMark();
        var marked = spec with { Env = [.. spec.Env ?? [], mark.Variable] };
        var created = await engine.Exec.CreateAsync(ContainerNames.Check(container), marked, cancellationToken);
        var end = ends.Expect(created.Id);
        try
        {
            var output = await startAsync(created.Id);
            return (new RunningExec(engine, created.Id, output, mark, limit, end), output);
        }
        catch
        {
            end?.Dispose();
            throw;
        }
    }

    // Beside the reading: a command that answers while it reads would otherwise block both sides. The end of the stream ends this.
    private static async Task FeedAsync(InteractiveStream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        stream.CloseInput();
    }
}
