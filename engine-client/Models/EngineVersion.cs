namespace Pockr.EngineClient.Models;

/// <summary>Answer of <c>GET /version</c>.</summary>
public sealed record EngineVersion(
    string Version, string? ApiVersion = null, string? KernelVersion = null, IReadOnlyList<EngineComponent>? Components = null)
{
    /// <summary>Whether dockerd reaches containerd: if it does not, its version is not told.</summary>
    public bool HasContainerd => Components?.Any(component => component.Name == "containerd") == true;
}
