namespace Pockr.Machines.Agent;

/// <summary>
/// Talks to an agent on this host, and has the thread wait for the answer. .NET's own transport is made for many requests at once: to make
/// ready what it consists of takes a third of the time of a command that sends one or two. For commands that send several at once from one
/// thread, this is not.
/// </summary>
internal sealed class BlockingTransport : HttpMessageHandler
{
    private BlockingConnection? _idle;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(Send(request, cancellationToken));
        }
        catch (OperationCanceledException exception)
        {
            return Task.FromException<HttpResponseMessage>(exception);
        }
        catch (HttpRequestException exception)
        {
            return Task.FromException<HttpResponseMessage>(exception);
        }
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connection = TakeIdle() ?? BlockingConnection.Open(request.RequestUri!, cancellationToken);
        try
        {
            connection.Send(HttpRequestText.Of(request, cancellationToken), cancellationToken);
            var (status, fields) = ResponseHead.Read(connection, cancellationToken);
            var body = BlockingBody.Of(connection, fields, atEnd: () => Interlocked.Exchange(ref _idle, connection)?.Dispose());
            var response = new HttpResponseMessage(status) { RequestMessage = request, Content = new StreamContent(body) };
            fields.CopyTo(response);
            return response;
        }
        catch (IOException exception)
        {
            connection.Dispose();
            throw new HttpRequestException(exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            TakeIdle()?.Dispose();
        }

        base.Dispose(disposing);
    }

    private BlockingConnection? TakeIdle()
    {
        var idle = Interlocked.Exchange(ref _idle, null);
        if (idle is { IsOpen: false })
        {
            idle.Dispose();
            return null;
        }

        return idle;
    }
}
