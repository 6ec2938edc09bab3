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
            var (running, stream) = await StartInteractiveAsync(container, spec, size: null, cancellationToken, limit);
            _ = FeedAsync(stream, stdin);
            return running;
        }

        var mark = new ProcessMark();
        var exec = await engine.Exec.CreateAsync(ContainerNames.Check(container), Marked(spec, mark), cancellationToken);
        var end = ends.Expect(exec.Id);
        try
        {
            return new RunningExec(engine, exec.Id, await engine.Exec.StartAsync(exec.Id, cancellationToken), mark, limit, end);
        }
        catch
        {
            end?.Dispose();
            throw;
        }
    }

    /// <summary>Starts it with its input open; the stream is the exec's and ends with it.</summary>
    public async Task<(RunningExec Exec, InteractiveStream Stream)> StartInteractiveAsync(
        string container, ExecSpec spec, TerminalSize? size, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        var mark = new ProcessMark();
        var created = await engine.Exec.CreateAsync(ContainerNames.Check(container), Marked(spec, mark) with { AttachStdin = true }, cancellationToken);
        var stream = await engine.Exec.StartInteractiveAsync(created.Id, spec.Tty, size, cancellationToken);
        return (new RunningExec(engine, created.Id, stream, mark, limit), stream);
    }

    private static ExecSpec Marked(ExecSpec spec, ProcessMark mark) => spec with { Env = [.. spec.Env ?? [], mark.Variable] };

    // Beside the reading: a command that answers while it reads would otherwise block both sides. The end of the stream ends this.
    private static async Task FeedAsync(InteractiveStream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);
        stream.CloseInput();
    }
}
