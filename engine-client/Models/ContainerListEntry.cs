namespace Pockr.EngineClient.Models;

/// <summary>An entry of <c>GET /containers/json</c>.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Names">Each with a leading slash; a linked container has one for each link.</param>
/// <param name="Image">Image as it was named.</param>
/// <param name="Command">Command line, for showing.</param>
/// <param name="State">State in one word.</param>
/// <param name="Status">State in words.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Ports">Exposed ports; a published one once for each address family.</param>
public sealed record ContainerListEntry(
    string Id,
    IReadOnlyList<string>? Names,
    string Image,
    string Command,
    string State,
    string Status,
    long Created,
    IReadOnlyList<ContainerPort>? Ports)
{
    /// <summary>Labels, the image's included.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Digest of the image it was made from.</summary>
    public string? ImageID { get; init; }

    /// <summary>Its networks, whether it runs or not; no ports.</summary>
    public ContainerDetails.NetworkPart? NetworkSettings { get; init; }
}

/// <param name="IP">Address it is published on, if it is published.</param>
/// <param name="PrivatePort">Port in the container.</param>
/// <param name="PublicPort">Port of the machine, if it is published.</param>
/// <param name="Type"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
public sealed record ContainerPort(string? IP, int PrivatePort, int? PublicPort, string Type);
