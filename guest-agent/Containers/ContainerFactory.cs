using System.Globalization;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Images;

namespace Pockr.GuestAgent.Containers;

/// <summary>Makes containers; an image that the machine comes with is waited for while it is being loaded.</summary>
internal sealed class ContainerFactory(DockerEngine engine, BundledImages bundled, NewContainers news)
{
    private static readonly TimeSpan s_removal = TimeSpan.FromSeconds(20);

    public async Task<EngineClient.Models.ContainerCreated> CreateAsync(
        string? name, ContainerSpec spec, CancellationToken cancellationToken)
    {
        var created = await CreateOnceThereAsync(name, spec, cancellationToken);
        news.Add(ContainerTraits.Of(created.Id, spec));
        return created;
    }

    /// <summary>Creates and starts it, and leaves nothing behind if it does not start.</summary>
    public async Task<string> RunAsync(string name, ContainerSpec spec, CancellationToken cancellationToken)
    {
        var created = await CreateAsync(name, spec, cancellationToken);
        try
        {
            await engine.Containers.StartAsync(created.Id, cancellationToken);
            return created.Id;
        }
        catch
        {
            await DiscardAsync(created.Id);
            throw;
        }
    }

    /// <summary>Removes one that was not to stay. The caller may be gone, which is no reason to leave it, and the failure that counts is the first one.</summary>
    public async Task DiscardAsync(string id)
    {
        using var limit = new CancellationTokenSource(s_removal);
        try
        {
            await engine.Containers.RemoveAsync(id, force: true, limit.Token);
        }
        catch (Exception exception) when (exception is EngineException or EngineUnavailableException or OperationCanceledException)
        {
        }
    }

    /// <param name="image">Name of the image.</param>
    /// <param name="ports">Single ports to publish.</param>
    /// <param name="network">Its network; the usual one if null.</param>
    public static ContainerSpec Spec(string image, IReadOnlyList<PortMapping> ports, string? network) => new()
    {
        Image = image,
        ExposedPorts = ports.Select(Key).Distinct().ToDictionary(key => key, _ => new NoOptions()),
        HostConfig = new HostSpec
        {
            NetworkMode = network ?? "bridge",

            // With raw packets on the machine's own interface, a container would pass below the firewall that keeps it from the host.
            CapDrop = network == "host" ? ["NET_RAW"] : null,
            PortBindings = ports.GroupBy(Key).ToDictionary(group => group.Key, IReadOnlyList<PortBinding> (group) => [.. group.Select(Binding)]),
        },
    };

    private async Task<EngineClient.Models.ContainerCreated> CreateOnceThereAsync(
        string? name, ContainerSpec spec, CancellationToken cancellationToken)
    {
        // Asked before the attempt: the loading may end between the attempt and its failure.
        var wereLoaded = bundled.AreLoaded;
        try
        {
            return await engine.Containers.CreateAsync(name, spec, cancellationToken);
        }
        catch (EngineException exception) when (!wereLoaded && EngineProblems.IsMissingImage(exception))
        {
            await bundled.WhenLoadedAsync(cancellationToken);
            return await engine.Containers.CreateAsync(name, spec, cancellationToken);
        }
    }

    private static string Key(PortMapping port) => string.Create(CultureInfo.InvariantCulture, $"{port.ContainerPort}/{port.Protocol}");

    private static PortBinding Binding(PortMapping port) =>
        new(port.HostPort == 0 ? "" : port.HostPort.ToString(CultureInfo.InvariantCulture));
}
