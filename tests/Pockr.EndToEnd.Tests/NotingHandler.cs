namespace Pockr.EndToEnd.Tests;

/// <summary>Notes the routes that answer with a success.</summary>
internal sealed class NotingHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            CalledRoutes.Note(request.Method.Method, request.RequestUri!.AbsolutePath);
        }

        return response;
    }
}
