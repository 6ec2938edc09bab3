using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pockr.Sdk.Hosts;

namespace Pockr.Hosting;

/// <summary>
/// Has the application's machine for whoever needs it. It is found or started once, by whoever comes first. With the application the sandboxes
/// end that were made here and not closed, unless they are to stay; the machine goes on.
/// </summary>
public sealed class PockrHostProvider : IAsyncDisposable
{
    private readonly Lock _turn = new();
    private readonly CancellationTokenSource _over = new();
    private readonly PockrOptions _options;
    private readonly IHttpMessageHandlerFactory _handlers;
    private readonly ILogger<PockrHostProvider> _logger;
    private Task<PockrHost>? _start;

    /// <summary>Makes a provider; nothing is started yet. The service collection does this.</summary>
    /// <param name="options">Which machine.</param>
    /// <param name="handlers">Makes what requests are sent with.</param>
    /// <param name="logger">Is told how the machine comes up.</param>
    public PockrHostProvider(IOptions<PockrOptions> options, IHttpMessageHandlerFactory handlers, ILogger<PockrHostProvider> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _handlers, _logger) = (options.Value, handlers, logger);
    }

    /// <summary>Gives the machine, which is started if it does not run. A start that failed is tried again.</summary>
    /// <param name="cancellationToken">Ends the waiting; the start goes on for the others.</param>
    /// <exception cref="MachineException">The machine cannot be had.</exception>
    /// <exception cref="Client.PockrException">The agent cannot be reached, or does not take the token.</exception>
    /// <exception cref="ObjectDisposedException">The application has ended.</exception>
    public async ValueTask<PockrHost> GetAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Started().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the sandboxes that were made here and not closed, unless they are to stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        Task<PockrHost>? start;
        lock (_turn)
        {
            start = _start;
        }

        if (start is null)
        {
            return;
        }

        await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (start.IsCompletedSuccessfully)
        {
            await (await start.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<PockrHost> Started()
    {
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_over.IsCancellationRequested, this);
            return _start = _start is null or { IsCompleted: true, IsCompletedSuccessfully: false } ? Task.Run(() => StartAsync(_over.Token)) : _start;
        }
    }

    private async Task<PockrHost> StartAsync(CancellationToken cancellationToken)
    {
        var host = _options.Agent is { } agent
            ? await PockrHost.ConnectAsync(agent, _options.Token!, NewTransport(), cancellationToken).ConfigureAwait(false)
            : await PockrHost.StartAsync(Observed(_options.Host), cancellationToken).ConfigureAwait(false);
        PockrLog.Ready(_logger, Machine);
        return host;
    }

    private string Machine => _options.Agent?.ToString() ?? _options.Host.Machine;

    private HostOptions Observed(HostOptions options) => options with
    {
        Progress = new LoggedProgress(_logger, options.Machine, options.Progress),
        Transport = options.Transport ?? NewTransport,
    };

    private HttpMessageHandler NewTransport() => _handlers.CreateHandler(PockrServices.HttpClientName);
}
