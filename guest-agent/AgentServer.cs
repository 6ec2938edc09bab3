using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Pockr.GuestAgent.Docker;

namespace Pockr.GuestAgent;

/// <summary>Kestrel, and what it hands each request to.</summary>
internal sealed class AgentServer : IHttpApplication<HttpContext>, IDisposable
{
    private const int JsonBodyBytes = 1024 * 1024;

    // The command and the environment of a terminal are in its query.
    private const int RequestLineBytes = 256 * 1024;

    private readonly KestrelServer _kestrel;
    private readonly RequestDelegate _answer;

    /// <param name="urls">Where to listen, separated by semicolons.</param>
    /// <param name="answer">Answers a request.</param>
    /// <param name="loggers">Where Kestrel reports to.</param>
    public AgentServer(string urls, RequestDelegate answer, ILoggerFactory loggers)
    {
        _answer = answer;
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        _kestrel = new KestrelServer(Options.Create(Settings()), sockets, loggers);
        foreach (var url in urls.Split(';'))
        {
            Addresses.Add(url);
        }
    }

    /// <summary>Where it listens; what was asked for until it is started.</summary>
    public IEnumerable<string> Urls => Addresses;

    private ICollection<string> Addresses => _kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;

    public Task StartAsync(CancellationToken cancellationToken) => _kestrel.StartAsync(this, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _kestrel.StopAsync(cancellationToken);

    public void Dispose() => _kestrel.Dispose();

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context) => _answer(context);

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private static KestrelServerOptions Settings()
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = JsonBodyBytes;
        kestrel.Limits.MaxRequestLineSize = RequestLineBytes;

        // A machine that is paused, saved and restored must not lose its streams for having been slow.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(TakeableConnection.Offer));
        return kestrel;
    }
}
