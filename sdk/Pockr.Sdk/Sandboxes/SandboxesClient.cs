using Pockr.Client;
using Pockr.Contracts;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Sandboxes;

/// <summary>
/// The sandboxes of a machine; a container each, which has its name. Nothing about them is kept here but that this program lives, for those that
/// are to end with it. Those that have a machine for themselves are made here as well, but are found and listed by nobody else.
/// </summary>
public sealed class SandboxesClient : IAsyncDisposable
{
    private readonly PockrClient _client;
    private readonly SandboxLease _lease;
    private readonly LocalMachine? _local;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="client">Of the machine's agent; it stays the caller's to dispose of, after this one.</param>
    public SandboxesClient(PockrClient client)
        : this(client, SandboxLease.NewId())
    {
    }

    /// <summary>Makes a client that keeps sandboxes on a lease that another one may have held, for a machine that is at another address now.</summary>
    internal SandboxesClient(PockrClient client, string lease)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _lease) = (client, new SandboxLease(client.Leases, lease));
    }

    internal SandboxesClient(PockrClient client, LocalMachine local)
        : this(client) => _local = local;

    /// <summary>What is being made in the machine.</summary>
    internal Making Making { get; } = new();

    /// <summary>Makes a sandbox, which runs. Its image has to be in the machine: <see cref="ImagesClient.PullAsync"/>, <see cref="BuildAsync"/>.</summary>
    /// <param name="options">What it is like.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="ResourceNotFoundException">The image is not in the machine (<see cref="ProblemCodes.ImageNotFound"/>).</exception>
    /// <exception cref="ResourceConflictException">The name or a port is taken.</exception>
    /// <exception cref="MachineException">The machine that it is to have for itself cannot be had.</exception>
    /// <exception cref="PockrException">
    /// Something in the options cannot be used (<see cref="ProblemCodes.InvalidRequest"/>), or a host in them has no address
    /// (<see cref="ProblemCodes.NameNotFound"/>).
    /// </exception>
    public async Task<Sandbox> CreateAsync(SandboxOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.EnsureConsistent();
        using var observation = PockrTelemetry.OfCreation(options.UsedImage);
        var making = options.Isolation == Isolation.Vm ? CreateInOwnMachineAsync(options, cancellationToken) : CreateHereAsync(options, cancellationToken);
        var sandbox = await observation.WatchAsync(making).ConfigureAwait(false);
        observation.Note("container.name", sandbox.Name);
        PockrTelemetry.Created.Add(1);
        return sandbox;
    }

    /// <summary>Makes a sandbox as <see cref="CreateAsync"/> does; an image that is not in the machine is built, or pulled, first.</summary>
    /// <param name="options">What it is like.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="PockrException">The image cannot be had.</exception>
    /// <exception cref="ResourceConflictException">The name or a port is taken.</exception>
    public Task<Sandbox> CreateWithImageAsync(SandboxOptions options, CancellationToken cancellationToken = default) =>
        CreateWithImageAsync(options, () => GetImageAsync(options, cancellationToken), cancellationToken);

    /// <summary>The same, for who gets a missing image another way.</summary>
    internal async Task<Sandbox> CreateWithImageAsync(SandboxOptions options, Func<Task> getImageAsync, CancellationToken cancellationToken)
    {
        try
        {
            return await CreateAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ImageNotFound)
        {
            await getImageAsync().ConfigureAwait(false);
            return await CreateAsync(options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Builds a profile's image. The last answer that has one has the image's id.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="baseImage">Image it is built on; the profile's own if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request and the build.</param>
    /// <exception cref="PockrException">A step failed (<see cref="ProblemCodes.BuildFailed"/>).</exception>
    public IAsyncEnumerable<BuildProgress> BuildAsync(Profile profile, string? baseImage = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return _client.Images.BuildAsync(profile.ToContext(), profile.BuildOptionsFor(baseImage), cancellationToken);
    }

    /// <summary>Finds a sandbox, as it is: one that is stopped stays so.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is none (<see cref="SandboxProblems.SandboxNotFound"/>).</exception>
    public async Task<Sandbox> GetAsync(string name, CancellationToken cancellationToken = default) =>
        new(_client, this, await InspectAsync(name, cancellationToken).ConfigureAwait(false));

    /// <summary>Tells how a sandbox is.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ResourceNotFoundException">There is none (<see cref="SandboxProblems.SandboxNotFound"/>).</exception>
    public async Task<SandboxInfo> InspectAsync(string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw SandboxProblems.NoSandbox(name);

    /// <summary>Lists sandboxes, by name.</summary>
    /// <param name="project">Only those of this project; all if <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<IReadOnlyList<SandboxInfo>> ListAsync(string? project = null, CancellationToken cancellationToken = default)
    {
        var label = project is null ? SandboxLabels.Sandbox : $"{SandboxLabels.Project}={project}";
        var containers = await _client.Containers.ListAsync(all: true, [("label", label)], cancellationToken).ConfigureAwait(false);
        var found = await Task.WhenAll(containers.Select(container => FindAsync(container.Id, cancellationToken))).ConfigureAwait(false);
        return [.. found.OfType<SandboxInfo>().OrderBy(sandbox => sandbox.Name, StringComparer.Ordinal)];
    }

    /// <summary>Holds the lease from now on, not only once a sandbox is made.</summary>
    internal Task HoldLeaseAsync(CancellationToken cancellationToken) => _lease.HoldAsync(cancellationToken);

    /// <summary>Removes the sandboxes that were made here and not closed, unless they are to stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await Making.WhenRemovedAsync().ConfigureAwait(false);
        await _lease.DisposeAsync().ConfigureAwait(false);
    }

    private async Task GetImageAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.UsedProfile is not { } profile)
        {
            await foreach (var _ in _client.Images.PullAsync(options.UsedImage, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
            }

            return;
        }

        await foreach (var _ in BuildAsync(profile, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
        }
    }

    private async Task<Sandbox> CreateHereAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (_local is not null)
        {
            options = options with { Ports = await _local.ChooseAsync(options.Ports, cancellationToken).ConfigureAwait(false) };
        }

        var lease = options.IsLeased ? await _lease.HoldAsync(cancellationToken).ConfigureAwait(false) : null;
        var created = await Making.WaitAsync(
            () => _client.Containers.CreateAsync(options.ToRequest(lease), CancellationToken.None),
            made => TryRemoveAsync(made.Id),
            cancellationToken).ConfigureAwait(false);
        try
        {
            await _client.Containers.StartAsync(created.Id, cancellationToken).ConfigureAwait(false);
            if (_local is not null && options.Ports.Count > 0)
            {
                await _local.OpenPortsAsync(cancellationToken).ConfigureAwait(false);
            }

            return await GetAsync(created.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Making.Leave(Task.FromResult(created), made => TryRemoveAsync(made.Id));
            throw;
        }
        catch (Exception)
        {
            await TryRemoveAsync(created.Id).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Sandbox> CreateInOwnMachineAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var local = _local ?? throw new InvalidOperationException(
            "A sandbox with a machine of its own needs a host that was started here (PockrHost.StartAsync), not one that was connected to.");
        await _client.Images.InspectAsync(options.UsedImage, cancellationToken).ConfigureAwait(false);
        var machine = await local.StartAnotherAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CopyImageAsync(options.UsedImage, machine.Client, cancellationToken).ConfigureAwait(false);
            var alone = options with { Isolation = Isolation.Container, EndsWithProgram = false };
            return (await machine.Sandboxes.CreateHereAsync(alone, cancellationToken).ConfigureAwait(false)).In(machine);
        }
        catch
        {
            await machine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // A new machine has but the images that came with it.
    private async Task CopyImageAsync(string image, PockrClient target, CancellationToken cancellationToken)
    {
        try
        {
            await target.Images.InspectAsync(image, cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            var archive = await _client.Images.SaveAsync([image], cancellationToken).ConfigureAwait(false);
            await using (archive.ConfigureAwait(false))
            {
                await target.Images.LoadAsync(archive, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // One that never ran is of no use, and would keep its name. That it cannot be removed must not hide why it did not run.
    private async Task TryRemoveAsync(string id)
    {
        try
        {
            await _client.Containers.RemoveAsync(id, force: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PockrException)
        {
        }
    }

    private async Task<SandboxInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return SandboxLabels.Read(await _client.Containers.InspectAsync(name, cancellationToken).ConfigureAwait(false));
        }
        catch (ResourceNotFoundException missing) when (missing.Code == ProblemCodes.ContainerNotFound)
        {
            return null;
        }
    }
}
