using System.Net;
using Pockr.Client;

namespace Pockr.Machines.Agent;

/// <summary>
/// Talks to an agent on this host, and has the thread wait for the answer. .NET's own transport is made for many requests at once: to make
/// ready what it consists of takes a third of the time of a command that sends one or two. For commands that send several at once from one
/// thread, this is not.
/// </summary>
internal sealed class BlockingTransport : HttpMessageHandler, IJsonTransport
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

    public AgentAnswer Post(Uri agent, string path, byte[] json, string authorization, CancellationToken cancellationToken)
    {
        var (status, fields, body) = Exchange(agent, HttpRequestText.OfPost(agent, path, json, authorization), cancellationToken);
        return new AgentAnswer(status, fields.Find("Location"), body);
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, fields, body) = Exchange(request.RequestUri!, HttpRequestText.Of(request, cancellationToken), cancellationToken);
        var response = new HttpResponseMessage(status) { RequestMessage = request, Content = new StreamContent(body) };
        fields.CopyTo(response);
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            TakeIdle()?.Dispose();
        }

        base.Dispose(disposing);
    }

    private (HttpStatusCode Status, ResponseHead Fields, BlockingBody Body) Exchange(Uri agent, byte[] request, CancellationToken cancellationToken)
    {
        var connection = TakeIdle() ?? BlockingConnection.Open(agent, cancellationToken);
        try
        {
            connection.Send(request, cancellationToken);
            var (status, fields) = ResponseHead.Read(connection, cancellationToken);
            var body = BlockingBody.Of(connection, fields, atEnd: () => Interlocked.Exchange(ref _idle, connection)?.Dispose());
            return (status, fields, body);
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
