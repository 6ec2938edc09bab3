using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Files;

/// <summary>Routes under <c>/v1/containers/{id}/files</c> for what dockerd has no word for. They need nothing in the container, but that it runs.</summary>
internal static class FileTreeApi
{
    public static void MapFileTrees(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/containers/{id}/files").WithTags("Files");

        group.MapGet("/list", List).WithName("ListDirectory");
        group.MapPost("/mkdir", Make).WithName("MakeDirectory");
        group.MapPost("/move", Move).WithName("MoveFile");
        group.MapDelete("/", Remove).WithName("RemoveFile");
    }

    private static async Task<Ok<DirectoryListing>> List(
        string id, string? path, DockerEngine engine, CancellationToken cancellationToken, int limit = 1000)
    {
        ContainerPath.Check(path);
        FileRules.Limit(limit);
        using var root = await ContainerRoot.OpenAsync(engine, id, cancellationToken);
        using var directory = root.Open(path!);
        return TypedResults.Ok(DirectoryList.Read(directory, limit, cancellationToken));
    }

    private static async Task<NoContent> Make(
        string id, string? path, DockerEngine engine, CancellationToken cancellationToken,
        bool parents = false, string mode = "0755", int? uid = null, int? gid = null)
    {
        var whole = ContainerPath.Check(path);
        FileRules.CheckOwner(uid, gid);
        var attributes = new DirectoryAttributes(FileRules.Mode(mode), uid, gid);
        if (!parents)
        {
            ContainerPath.SplitEntry(whole);
        }

        using var root = await ContainerRoot.OpenAsync(engine, id, cancellationToken);
        if (parents)
        {
            NewDirectory.MakeWithParents(root, whole, attributes, cancellationToken);
        }
        else
        {
            NewDirectory.Make(root, whole, attributes);
        }

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Move(string id, MoveFileRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        var (fromDirectory, name) = ContainerPath.SplitEntry(request.From);
        var (toDirectory, newName) = ContainerPath.SplitEntry(request.To);
        using var root = await ContainerRoot.OpenAsync(engine, id, cancellationToken);
        using var from = root.Open(fromDirectory);
        using var to = root.Open(toDirectory);
        from.Move(EntryName.From(name), to, EntryName.From(newName), request.Overwrite);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Remove(
        string id, string? path, DockerEngine engine, CancellationToken cancellationToken, bool recursive = false)
    {
        var (directory, last) = ContainerPath.SplitEntry(path);
        using var root = await ContainerRoot.OpenAsync(engine, id, cancellationToken);
        using var parent = root.Open(directory);
        var name = EntryName.From(last);
        if (recursive && parent.Stat(name).IsDirectory)
        {
            TreeRemoval.Run(parent, name, path!, cancellationToken);
        }
        else
        {
            parent.Remove(name);
        }

        return TypedResults.NoContent();
    }
}
