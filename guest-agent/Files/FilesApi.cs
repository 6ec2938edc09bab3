using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>Routes under <c>/v1/containers/{id}/files</c> that dockerd answers itself. They need nothing in the container, and not that it runs.</summary>
internal static class FilesApi
{
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers/{id}/files").WithTags("Files");

        group.MapGet("/", Read).WithName("ReadFile");
        group.MapPut("/", Write).WithName("WriteFile");
        group.MapGet("/stat", Stat).WithName("StatFile");
        group.MapGet("/archive", ReadArchive).WithName("ReadArchive");
        group.MapPut("/archive", WriteArchive).WithName("WriteArchive");
    }

    private static async Task<IResult> Read(string id, string? path, DockerEngine engine, CancellationToken cancellationToken)
    {
        var container = ContainerNames.Check(id);
        var archive = await engine.Archives.ReadAsync(container, ContainerPath.Check(path), cancellationToken);
        if (archive.Stat.LinkTarget is { Length: > 0 } target)
        {
            await archive.DisposeAsync();
            archive = await engine.Archives.ReadAsync(container, target, cancellationToken);
        }

        if (FileStats.TypeOf(archive.Stat) == FileStats.File)
        {
            return new FileResult(archive, asTar: false);
        }

        await archive.DisposeAsync();
        throw new ProblemException(Problems.Invalid(
            $"'{path}' is no file, but: {FileStats.TypeOf(archive.Stat)}.", "GET .../files/archive gives directories and the like as a tar."));
    }

    private static async Task<NoContent> Write(
        string id, string? path, HttpContext context, DockerEngine engine, Spool spool, CancellationToken cancellationToken,
        string mode = "0644", int uid = 0, int gid = 0)
    {
        var container = ContainerNames.Check(id);
        var (directory, name) = ContainerPath.Split(path);
        var permissions = FileRules.Mode(mode);
        FileRules.CheckOwner(uid, gid);
        TakeAnySize(context);
        await using var body = context.Request.ContentLength is { } length
            ? new SizedStream(context.Request.Body, length)
            : await spool.KeepAsync(context.Request.Body, cancellationToken);
        using var tar = new TarOfOneFile(name, body, permissions, uid, gid);
        await engine.Archives.WriteAsync(container, directory, tar, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<FileStat>> Stat(string id, string? path, DockerEngine engine, CancellationToken cancellationToken)
    {
        await using var archive = await engine.Archives.ReadAsync(ContainerNames.Check(id), ContainerPath.Check(path), cancellationToken);
        return TypedResults.Ok(FileStats.From(archive.Stat));
    }

    private static async Task<IResult> ReadArchive(string id, string? path, DockerEngine engine, CancellationToken cancellationToken)
    {
        return new FileResult(
            await engine.Archives.ReadAsync(ContainerNames.Check(id), ContainerPath.Check(path), cancellationToken), asTar: true);
    }

    private static async Task<NoContent> WriteArchive(
        string id, string? path, HttpContext context, DockerEngine engine, Spool spool, CancellationToken cancellationToken)
    {
        var container = ContainerNames.Check(id);
        var directory = ContainerPath.Check(path);
        TakeAnySize(context);
        await using var body = await spool.KeepAsync(context.Request.Body, cancellationToken);
        await ArchiveRules.CheckAsync(body, cancellationToken);
        body.Position = 0;
        using var tar = new StreamContent(body);
        await engine.Archives.WriteAsync(container, directory, tar, cancellationToken);
        return TypedResults.NoContent();
    }

    private static void TakeAnySize(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
}
