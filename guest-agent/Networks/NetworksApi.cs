using Microsoft.AspNetCore.Http.HttpResults;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Walls;
using NetworkCreated = Pockr.Contracts.NetworkCreated;
using NetworkDetails = Pockr.Contracts.NetworkDetails;

namespace Pockr.GuestAgent.Networks;

/// <summary>Routes under <c>/v1/networks</c>.</summary>
internal static class NetworksApi
{
    public static void MapNetworks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/networks").WithTags("Networks");

        group.MapGet("/", List).WithName("ListNetworks");
        group.MapPost("/", Create).WithName("CreateNetwork");
        group.MapGet("/{id}", Inspect).WithName("InspectNetwork");
        group.MapDelete("/{id}", Remove).WithName("RemoveNetwork");
        group.MapPost("/prune", Prune).WithName("PruneNetworks");
        group.MapPost("/{id}/connect", Connect).WithName("ConnectNetwork");
        group.MapPost("/{id}/disconnect", Disconnect).WithName("DisconnectNetwork");
    }

    private static async Task<Ok<IReadOnlyList<NetworkSummary>>> List(DockerEngine engine, CancellationToken cancellationToken)
    {
        var networks = await engine.Networks.ListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<NetworkSummary>>([.. networks.Select(NetworkDescriptions.Summary).OrderBy(network => network.Name, StringComparer.Ordinal)]);
    }

    private static async Task<Created<NetworkCreated>> Create(
        CreateNetworkRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        NetworkRules.Check(request);
        var created = await engine.Networks.CreateAsync(Spec(request), cancellationToken);
        var warning = string.IsNullOrEmpty(created.Warning) ? null : created.Warning;
        return TypedResults.Created($"/v1/networks/{created.Id}", new NetworkCreated(created.Id, warning));
    }

    private static async Task<Ok<NetworkDetails>> Inspect(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(NetworkDescriptions.Details(await engine.Networks.InspectAsync(NetworkRules.Check(id), cancellationToken)));
    }

    private static async Task<NoContent> Remove(string id, DockerEngine engine, CancellationToken cancellationToken)
    {
        await engine.Networks.RemoveAsync(NetworkRules.Check(id), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<NetworksRemoved>> Prune(HttpRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        var pruning = await engine.Networks.PruneAsync(LabelFilter.Read(request), Wall.Label, cancellationToken);
        return TypedResults.Ok(new NetworksRemoved(pruning.NetworksDeleted ?? []));
    }

    private static async Task<NoContent> Connect(
        string id, ConnectNetworkRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        NetworkRules.Check(request);
        var addresses = request.IPv4Address is { } address ? new EndpointAddresses(address) : null;
        var connect = new NetworkConnect(ContainerNames.Check(request.Container), new EndpointSpec(request.Aliases, addresses));
        await engine.Networks.ConnectAsync(NetworkRules.Check(id), connect, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Disconnect(
        string id, DisconnectNetworkRequest request, DockerEngine engine, CancellationToken cancellationToken)
    {
        var disconnect = new NetworkDisconnect(ContainerNames.Check(request.Container), request.Force);
        await engine.Networks.DisconnectAsync(NetworkRules.Check(id), disconnect, cancellationToken);
        return TypedResults.NoContent();
    }

    private static NetworkSpec Spec(CreateNetworkRequest request) => new(request.Name, request.Driver)
    {
        Internal = request.Internal,
        Labels = request.Labels,
        Options = request.Options,
        Addresses = request.Subnet is null
            ? null
            : new NetworkAddresses([new EngineClient.Models.NetworkSubnet(request.Subnet, request.Gateway)]),
    };
}
