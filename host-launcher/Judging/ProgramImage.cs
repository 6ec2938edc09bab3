using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Archives;

namespace Pockr.HostLauncher.Judging;

/// <summary>An image with the program in it, so that it is sent and built once however many cases there are, and no run can change it.</summary>
/// <param name="Name">The image's name.</param>
/// <param name="Build">How the building went, if there was any.</param>
internal sealed record ProgramImage(string Name, RunFacts? Build)
{
    /// <summary>Directory the program is in.</summary>
    public const string Directory = "/judge";

    private const string Root = "0:0"; // whose the program's directory is

    /// <summary>What building may use.</summary>
    public static JudgeLimits BuildLimits { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), 512L << 20, 1L << 20, 128);

    public static async Task<ProgramImage> MakeAsync(PockrClient client, JudgedProgram program, JudgeOwner owner, CancellationToken cancellationToken)
    {
        var request = JudgeContainers.Request(program.Image, program.Build ?? program.Command, BuildLimits, []) with
        {
            Name = $"{owner.Name}-program",
            User = Root,
            ReadOnlyRoot = false,
        };
        var carrier = await CreateAsync(client, request, cancellationToken);
        await using (var tar = WrittenStream.Of(stream => WriteAsync(program, stream, cancellationToken)))
        {
            await client.Files.WriteArchiveAsync(carrier.Id, "/", tar, cancellationToken);
        }

        var build = program.Build is null
            ? null
            : await new CaseRunner(client, request, BuildLimits).RunInAsync(carrier.Id, Stream.Null, cancellationToken);
        var committed = await client.Images.CommitAsync(carrier.Id, new CommitContainerRequest(owner.Name), cancellationToken);
        await client.Containers.RemoveAsync(carrier.Id, force: true, cancellationToken);
        return new ProgramImage(committed.Image, build);
    }

    private static async Task<ContainerCreated> CreateAsync(PockrClient client, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Containers.CreateAsync(request, cancellationToken);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            throw CommandFailures.ImageToJudgeIn(request.Image, missing);
        }
    }

    private static async Task WriteAsync(JudgedProgram program, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new TreeWriter(target) { IsForEverybody = true };
        var name = Directory.TrimStart('/');
        await writer.AddAsync(program.Path, program.IsDirectory ? name : $"{name}/{program.Name}", cancellationToken);
    }
}
