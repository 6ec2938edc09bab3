using Pockr.EngineClient;

namespace Pockr.GuestAgent.Files;

/// <summary>Sends a file out of the tar it comes in, or the whole tar.</summary>
internal sealed class FileResult(ContainerArchive archive, bool asTar) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = archive;
        var cancellationToken = httpContext.RequestAborted;
        var response = httpContext.Response;
        await using var tar = await archive.OpenAsync(cancellationToken);
        if (asTar)
        {
            response.ContentType = "application/x-tar";
            await tar.CopyToAsync(response.Body, cancellationToken);
            return;
        }

        response.ContentType = "application/octet-stream";
        response.ContentLength = archive.Stat.Size;
        await FirstFile.CopyAsync(tar, archive.Stat.Size, response.Body, cancellationToken);
    }
}
