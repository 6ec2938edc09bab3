using Pockr.EngineClient;

namespace Pockr.GuestAgent.Output;

/// <summary>Passes a tar of dockerd's on. One that breaks off breaks the answer off, so that it is not taken for a whole one.</summary>
internal sealed class TarResult(EngineTar tar) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = tar;
        httpContext.Response.ContentType = "application/x-tar";
        await tar.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
    }
}
