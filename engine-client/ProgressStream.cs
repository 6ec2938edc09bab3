using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
        await using var body = await _transport.GuardAsync(() => _response.Content.ReadAsStreamAsync(cancellationToken));
        using var lines = new StreamReader(body);
        while (await _transport.GuardAsync(() => lines.ReadLineAsync(cancellationToken).AsTask()) is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            var message = await _transport.GuardAsync(() => Task.FromResult(Parse(line)));
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

    private static ProgressMessage Parse(string line)
    {
        return JsonSerializer.Deserialize(line, EngineJson.Default.ProgressMessage) ?? throw new JsonException("A line is null.");
    }
}
