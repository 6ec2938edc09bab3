using Pockr.Contracts;
using Pockr.HostLauncher.Archives;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Files;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Judging;

/// <summary>An image with the program in it, so that it is sent once however many cases there are, and no run can change it.</summary>
internal static class ProgramImage
{
    /// <summary>Directory the program is in.</summary>
    public const string Directory = "/judge";

    /// <returns>The image's name.</returns>
    public static async Task<string> MakeAsync(PockrClient client, JudgedProgram program, JudgeOwner owner, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest(
            program.Image, $"{owner.Name}-program", program.Command, Network: "none", Labels: new Dictionary<string, string> { [JudgeTraces.Label] = "" });
        var carrier = await CreateAsync(client, request, cancellationToken);
        await using (var tar = WrittenStream.Of(stream => WriteAsync(program, stream, cancellationToken)))
        {
            await client.Files.WriteArchiveAsync(carrier.Id, "/", tar, cancellationToken);
        }

        var committed = await client.Images.CommitAsync(carrier.Id, new CommitContainerRequest(owner.Name), cancellationToken);
        await client.Containers.RemoveAsync(carrier.Id, force: true, cancellationToken);
        return committed.Image;
    }

    private static async Task<ContainerCreated> CreateAsync(PockrClient client, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Containers.CreateAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            throw Failures.ImageToJudgeIn(request.Image, missing);
        }
    }

    private static async Task WriteAsync(JudgedProgram program, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new TreeWriter(target) { IsForEverybody = true };
        var name = Directory.TrimStart('/');
        await writer.AddAsync(program.Path, program.IsDirectory ? name : $"{name}/{program.Name}", cancellationToken);
    }
}
