using Pockr.EngineClient;

namespace Pockr.GuestAgent.Output;

/// <summary>Sends output as text, both streams in the order in which dockerd has them.</summary>
internal sealed class PlainOutputResult(ContainerOutput output) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = output;
        httpContext.Response.ContentType = "text/plain; charset=utf-8";
        await foreach (var chunk in output.ReadAsync(httpContext.RequestAborted))
        {
            await httpContext.Response.Body.WriteAsync(chunk.Bytes, httpContext.RequestAborted);
        }
    }
}
