using System.Globalization;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Files;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Settings;

/// <summary>dockerd as a process, which init starts again when it ends. Containers go on meanwhile (docs/decisions/004).</summary>
internal sealed class EngineProcess(DockerEngine engine, AgentOptions options)
{
    private const int Hangup = 1;
    private const int Terminate = 15;

    private static readonly TimeSpan s_reloadPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_restartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, IReadOnlyList<string>> s_reloads = new() { ["type"] = ["daemon"], ["event"] = ["reload"] };

    /// <summary>Has dockerd read its configuration; one that does not run will by itself.</summary>
    public async Task TakeOverAsync(EngineChange change, CancellationToken cancellationToken)
    {
        if (change == EngineChange.None || FindId() is not { } id)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(change == EngineChange.Reload ? s_reloadPatience : s_restartPatience);
        try
        {
            await (change == EngineChange.Reload ? ReloadAsync(id, limit.Token) : RestartAsync(id, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(Problems.Make(
                StatusCodes.Status500InternalServerError, ProblemCodes.EngineError, "dockerd did not take its new configuration.",
                "Look at its log with GET /v1/system/logs/dockerd; the next 'pockr up' tries it again."));
        }
    }

    private async Task ReloadAsync(int id, CancellationToken cancellationToken)
    {
        await using var events = await engine.System.GetEventsAsync(since: null, until: null, s_reloads, cancellationToken);
        ProcessSignal.Send(id, Hangup);
        await foreach (var _ in events.ReadAsync(cancellationToken))
        {
            return;
        }
    }

    private async Task RestartAsync(int id, CancellationToken cancellationToken)
    {
        ProcessSignal.Send(id, Terminate);
        while (Directory.Exists($"/proc/{id}") || !await AnswersAsync(cancellationToken))
        {
            await Task.Delay(s_betweenLooks, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.System.PingAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException)
        {
            return false;
        }
    }

    private int? FindId() =>
        int.TryParse(DurableFile.Read(options.EngineProcessFile)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
