using System.Net.Sockets;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Health;

/// <summary>Watches whether dockerd is ready, so that nobody who asks has to wait for it to say so.</summary>
internal sealed partial class EngineMonitor(DockerEngine engine, AgentOptions options, ILogger<EngineMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(200);

    // Who asks has dockerd asked anew; that nobody asks must cost a machine with nothing to do next to nothing.
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_quickPatience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _firstUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _wentDown = new(0);
    private volatile string? _version;
    private DateTime _containerdSince;

    /// <summary>Ends when dockerd was ready for the first time.</summary>
    public Task WhenUpAsync(CancellationToken cancellationToken) => _firstUp.Task.WaitAsync(cancellationToken);

    /// <summary>dockerd's version if it is ready, asked of dockerd itself but for a second at most; null if it is not.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (_version is null)
        {
            return null;
        }

        // One that is slow may just be busy, as it often is in an emulated CPU; only one that refuses is down. containerd may have been started again
        // without anybody having asked meanwhile: dockerd lets seconds go by before it tries to reach it once more.
        if (await PingAsync(s_quickPatience, cancellationToken) == Answer.Refused || _containerdSince != ContainerdSince())
        {
            SetDown();
        }

        return _version;
    }

    public override void Dispose()
    {
        _wentDown.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WatchOnceAsync(stoppingToken);
            await _wentDown.WaitAsync(_version is null ? s_retry : s_interval, stoppingToken);
        }
    }

    private async Task WatchOnceAsync(CancellationToken cancellationToken)
    {
        // Looking is far cheaper than an exception in an emulated CPU, and the socket is not there for the first seconds of a boot.
        if (!File.Exists(options.DockerSocket) || await PingAsync(s_patience, cancellationToken) != Answer.Ready)
        {
            SetDown();
        }
        else if (_version is null)
        {
            await TrySetUpAsync(cancellationToken);
        }
    }

    private async Task<Answer> PingAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            // dockerd answers without containerd, and can start nothing then.
            if (await ContainerdProbe.FindRefusalAsync(options.ContainerdSocket, limit.Token) is { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return Answer.Refused;
            }

            await engine.System.PingAsync(limit.Token);
            return Answer.Ready;
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException)
        {
            return Answer.Refused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer.None;
        }
    }

    private async Task TrySetUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            var since = ContainerdSince();
            var version = await engine.System.GetVersionAsync(cancellationToken);
            if (version.HasContainerd)
            {
                SetUp(version.Version, since);
            }
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException)
        {
            LogNoVersion(exception.Message);
        }
    }

    private void SetUp(string version, DateTime containerdSince)
    {
        _containerdSince = containerdSince;
        _version = version;
        LogUp(version);
        _firstUp.TrySetResult();
    }

    // When its socket was made.
    private DateTime ContainerdSince() => File.GetLastWriteTimeUtc(options.ContainerdSocket);

    private void SetDown()
    {
        if (_version is not null)
        {
            _version = null;
            _wentDown.Release();
            LogDown();
        }
    }

    private enum Answer
    {
        Ready,
        Refused,
        None,
    }

    [LoggerMessage(LogLevel.Information, "dockerd {Version} is ready")]
    private partial void LogUp(string version);

    [LoggerMessage(LogLevel.Warning, "dockerd does not answer any more")]
    private partial void LogDown();

    [LoggerMessage(LogLevel.Warning, "dockerd answers, but does not tell its version: {Reason}")]
    private partial void LogNoVersion(string reason);
}
