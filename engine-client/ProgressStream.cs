using System.Net;
using System.Runtime.CompilerServices;
using Pockr.EngineClient.Models;

namespace Pockr.EngineClient;

/// <summary>What dockerd tells while it works on an image. A message that reports an error is thrown as <see cref="EngineException"/>.</summary>
public sealed class ProgressStream : IAsyncDisposable
{
    private readonly EngineTransport _transport;
    private readonly HttpResponseMessage _response;

    internal ProgressStream(EngineTransport transport, HttpResponseMessage response)
    {
        _transport = transport;
        _response = response;
    }

    public async IAsyncEnumerable<ProgressMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in JsonMessages.ReadAsync(_transport, _response, EngineJson.Default.ProgressMessage, cancellationToken))
        {
            if ((message.ErrorDetail?.Message ?? message.Error) is { } error)
            {
                throw new EngineException(HttpStatusCode.InternalServerError, error);
            }

            yield return message;
        }
    }

    /// <summary>Reads to the end; the last message, if there was one.</summary>
    public async Task<ProgressMessage?> CompleteAsync(CancellationToken cancellationToken)
    {
        ProgressMessage? last = null;
        await foreach (var message in ReadAsync(cancellationToken))
        {
            last = message;
        }

        return last;
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
