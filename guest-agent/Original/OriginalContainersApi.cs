using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Images;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Original;

/// <summary>The first agent's routes about containers.</summary>
internal static class OriginalContainersApi
{
    private const int GraceSeconds = 10;
    private const int DefaultTail = 100;

    public static void MapOriginalContainers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Original");

        group.MapGet("/containers", List).WithName("OriginalListContainers");
        group.MapPost("/containers/start", Start).WithName("OriginalStartContainer");
        group.MapPost("/containers/stop", Stop).WithName("OriginalStopContainer");
        group.MapGet("/logs", Logs).WithName("OriginalLogs");
    }

    private static async Task<Ok<IReadOnlyList<OriginalContainer>>> List(ContainerList list, CancellationToken cancellationToken)
    {
        var containers = await list.ReadAsync(all: true, filters: null, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<OriginalContainer>>([.. containers.Select(ContainerEntries.Original)]);
    }

    private static async Task<Ok<OriginalStarted>> Start(
        HttpRequest request, ImagePuller images, ContainerFactory factory, CancellationToken cancellationToken)
    {
        var start = OriginalStart.Read(await OriginalBody.ReadAsync(request, cancellationToken));
        await images.EnsureAsync(start.Image, cancellationToken);
        var id = await factory.RunAsync(start.Name, start.Spec, cancellationToken);
        return TypedResults.Ok(new OriginalStarted("started", start.Name, id));
    }

    private static async Task<Ok<OriginalStopped>> Stop(HttpRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        var body = await OriginalBody.ReadAsync(request, cancellationToken);
        var name = body.Text("name");
        body.ThrowIfInvalid();

        await engine.Containers.StopAsync(ContainerNames.Check(name), GraceSeconds, cancellationToken);
        return TypedResults.Ok(new OriginalStopped("stopped", name));
    }

    private static async Task<IResult> Logs(HttpRequest request, ContainerStreams streams, CancellationToken cancellationToken)
    {
        var (name, tail) = ReadLogsQuery(request.Query);
        return new PlainOutputResult(await streams.LogsAsync(name, new LogSelection { Tail = tail }, cancellationToken));
    }

    private static (string Name, int Tail) ReadLogsQuery(IQueryCollection query)
    {
        var findings = new List<InvalidField>();
        string? name = query["name"];
        if (name is null)
        {
            findings.Add(InvalidField.Missing("query", "name"));
        }

        var tail = DefaultTail;
        string? text = query["tail"];
        if (text is not null && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out tail))
        {
            findings.Add(InvalidField.NotAnInteger("query", "tail"));
        }
        else if (tail < 0)
        {
            findings.Add(InvalidField.Of("greater_than_equal", "Input should be greater than or equal to 0", "query", "tail"));
        }

        return findings.Count == 0 ? (name!, tail) : throw new InvalidFieldsException(findings);
    }
}
