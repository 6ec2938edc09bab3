using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Archives;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Images;

/// <summary>Sends archives to dockerd, which makes images of them.</summary>
internal sealed class ImageArchives(DockerEngine engine, AgentOptions options)
{
    private const string LoadedImage = "Loaded image: ";
    private const string LoadedId = "Loaded image ID: ";

    private static readonly TimeSpan s_removal = TimeSpan.FromSeconds(20);

    /// <summary>Makes an image of a root file system; its digest.</summary>
    public async Task<string> ImportAsync(Stream rootfs, ImageReference name, CancellationToken cancellationToken)
    {
        await using var archive = await OpenAsync(rootfs, null, cancellationToken);
        return await ImportAsync(archive, name.Repository, name.TagOrDigest, cancellationToken);
    }

    /// <summary>The same with a digest of the archive: the image gets its name only when all bytes were there and right.</summary>
    public async Task<string> ImportAsync(Stream rootfs, ImageReference name, byte[] sha256, CancellationToken cancellationToken)
    {
        await using var archive = await OpenAsync(rootfs, sha256, cancellationToken);
        var id = await ImportAsync(archive, repository: null, tag: null, cancellationToken);
        try
        {
            archive.Verify();
            await engine.Images.TagAsync(id, name.Repository, name.TagOrDigest, cancellationToken);
            return id;
        }
        catch
        {
            await RemoveAsync(id);
            throw;
        }
    }

    /// <summary>Loads what was saved; the names of the images, or the digests of those without.</summary>
    public async Task<IReadOnlyList<string>> LoadAsync(Stream saved, CancellationToken cancellationToken)
    {
        await using var archive = await OpenAsync(saved, null, cancellationToken);
        return await ArchiveErrors.TellAsync(async () =>
        {
            List<string> images = [];
            await using var load = await engine.Images.LoadAsync(archive, cancellationToken);
            await foreach (var message in load.ReadAsync(cancellationToken))
            {
                images.AddRange(Loaded(message.Stream ?? ""));
            }

            return images;
        });
    }

    /// <summary>Starts a build, which begins when the whole context is there.</summary>
    public async Task<ProgressStream> StartBuildAsync(Stream context, BuildSpec spec, CancellationToken cancellationToken)
    {
        await using var archive = await OpenAsync(context, null, cancellationToken);
        try
        {
            return await engine.Images.BuildAsync(archive, spec, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw new ProblemException(BuildProblem(ArchiveErrors.From(exception)));
        }
    }

    public static IAsyncEnumerable<ProgressMessage> ReadBuildAsync(ProgressStream build, CancellationToken cancellationToken) =>
        ArchiveErrors.TellAsync(build.ReadAsync(cancellationToken), error => BuildProblem(EngineProblems.From(error)), cancellationToken);

    private Task<ArchiveStream> OpenAsync(Stream inner, byte[]? sha256, CancellationToken cancellationToken) =>
        ArchiveStream.OpenAsync(inner, options.ArchiveLimitBytes, sha256, cancellationToken);

    private Task<string> ImportAsync(ArchiveStream archive, string? repository, string? tag, CancellationToken cancellationToken)
    {
        return ArchiveErrors.TellAsync(async () =>
        {
            await using var import = await engine.Images.ImportAsync(archive, repository, tag, cancellationToken);
            return (await import.CompleteAsync(cancellationToken))?.Status ?? "";
        });
    }

    // The caller may be gone, which is no reason to leave the image, and the failure that counts is the first one.
    private async Task RemoveAsync(string id)
    {
        using var limit = new CancellationTokenSource(s_removal);
        try
        {
            await engine.Images.RemoveAsync(id, force: true, limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
        }
    }

    // What has no code of its own comes from a step of the Dockerfile, not from a dockerd that is broken.
    private static Problem BuildProblem(Problem problem) =>
        problem.Code == ProblemCodes.EngineError ? Problems.BuildFailed(problem.Detail) : problem;

    private static IEnumerable<string> Loaded(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(LoadedImage, StringComparison.Ordinal))
            {
                yield return line[LoadedImage.Length..];
            }
            else if (line.StartsWith(LoadedId, StringComparison.Ordinal))
            {
                yield return line[LoadedId.Length..];
            }
        }
    }
}
