namespace Pockr.EndToEnd.Tests;

/// <summary>
/// Does not wait for ever for an answer to begin: one that never comes is told with what its connection looks like on both sides, which nobody
/// can find out afterwards.
/// </summary>
internal sealed class PatientHandler(HttpMessageHandler inner, Func<Uri, Task<string>> describeAsync) : DelegatingHandler(inner)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await base.SendAsync(request, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{request.Method} {request.RequestUri} has no answer after {s_patience}.\n{await describeAsync(request.RequestUri!)}");
        }
    }
}
