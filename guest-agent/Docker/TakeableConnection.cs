using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Pockr.GuestAgent.Docker;

/// <summary>
/// A client's connection that an endpoint can take from Kestrel. Kestrel's own upgrades are no use for Docker: it aborts a connection
/// whose client has shut down its sending side, which the docker command does at once, and upgrades no request that has a body.
/// </summary>
internal sealed class TakeableConnection(ConnectionContext inner) : ConnectionContext
{
    private volatile bool _isTaken;

    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => inner.Transport;
        set => inner.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => inner.ConnectionClosed;
        set => inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => inner.LocalEndPoint;
        set => inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => inner.RemoteEndPoint;
        set => inner.RemoteEndPoint = value;
    }

    /// <summary>What the client sends beyond the request; Kestrel does not read it while an endpoint runs.</summary>
    public PipeReader Input => inner.Transport.Input;

    public static ConnectionDelegate Offer(ConnectionDelegate next) => connection =>
    {
        var takeable = new TakeableConnection(connection);
        connection.Features.Set(takeable);
        return next(takeable);
    };

    /// <summary>The socket to answer on. From now on Kestrel neither answers nor aborts; it closes when the endpoint is done.</summary>
    public Socket Take()
    {
        _isTaken = true;
        return inner.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        if (!_isTaken)
        {
            inner.Abort(abortReason);
        }
    }
}
