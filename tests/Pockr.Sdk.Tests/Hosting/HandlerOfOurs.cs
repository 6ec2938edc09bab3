namespace Pockr.Sdk.Tests.Hosting;

/// <summary>A handler of an application's own.</summary>
internal sealed class HandlerOfOurs(Action isAsked) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        isAsked();
        return base.SendAsync(request, cancellationToken);
    }
}
