using System.Collections.Concurrent;
using Pockr.Client;
using Pockr.Sdk.Hosts;
using Pockr.Sdk.Sandboxes;
using Xunit;

namespace Pockr.Xunit;

/// <summary>
/// Finds or starts a machine for the tests of a class, a collection or an assembly, and gives them sandboxes, which are gone when the fixture
/// is. A machine that cannot be had fails them, with what to do about it, unless <see cref="SkipIfUnavailable"/> says otherwise.
/// </summary>
public class PockrFixture : IAsyncLifetime
{
    // What a host may lack, as others do not; all else is a fault.
    private static readonly string[] s_lacks = ["tool_missing", "machine_image_not_found", "host_memory_short", "host_disk_short"];

    private readonly ConcurrentBag<Sandbox> _given = [];
    private PockrHost? _host;
    private MachineException? _lack;

    /// <summary>The machine.</summary>
    /// <exception cref="InvalidOperationException">xunit has not made the fixture ready.</exception>
    public PockrHost Host => _host ?? throw (_lack is null
        ? new InvalidOperationException("The fixture has no machine before InitializeAsync.")
        : new SkippedException(Text(_lack), _lack));

    /// <summary>Which machine; the one that <c>pockr</c> means unless it is overridden.</summary>
    protected virtual HostOptions Options => new();

    /// <summary>Whether tests that ask for the machine are skipped, with the reason, on a host without QEMU, an image, or enough memory and disk.</summary>
    protected virtual bool SkipIfUnavailable => false;

    /// <summary>Makes a sandbox; an image that is not in the machine is built, or pulled, first.</summary>
    /// <param name="options">What it is like; <see cref="Profiles.Python"/> if <see langword="null"/>. Whatever it says, the sandbox is gone with the fixture.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="PockrException">The image cannot be had, or the sandbox not be made.</exception>
    public async Task<Sandbox> CreateSandboxAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sandbox = await Host.Sandboxes.CreateWithImageAsync(options ?? new SandboxOptions(), cancellationToken).ConfigureAwait(false);
        _given.Add(sandbox);
        return sandbox;
    }

    /// <summary>Finds the machine, or starts it.</summary>
    /// <exception cref="PockrException">The machine cannot be had.</exception>
    public virtual async ValueTask InitializeAsync()
    {
        try
        {
            _host = await PockrHost.StartAsync(Options, TestContext.Current.CancellationToken).ConfigureAwait(false);
        }
        catch (MachineException failure) when (SkipIfUnavailable && s_lacks.Contains(failure.Code))
        {
            _lack = failure;
        }
        catch (MachineException failure)
        {
            // A test's result has the message, and nothing else of an exception.
            throw new PockrException(Text(failure), failure.Code, failure.Remedy, cause: failure);
        }
    }

    /// <summary>Removes the sandboxes that were made here; the machine goes on.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Task.WhenAll(_given.Select(RemoveAsync)).ConfigureAwait(false);
        if (_host is not null)
        {
            await _host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task RemoveAsync(Sandbox sandbox)
    {
        try
        {
            await sandbox.RemoveAsync().ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
        }
    }

    private static string Text(MachineException failure) => $"{failure.Message}\n  try: {failure.Remedy}";
}
