using Pockr.Machines;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>The machine the sandboxes are in. It is brought up when a tool needs it, each time it is found down.</summary>
/// <param name="openAsync">Opens it, and brings it up before if it is down.</param>
internal sealed class McpMachine(Func<CancellationToken, Task<OpenMachine>> openAsync) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _lease = SandboxLease.NewId();
    private (Uri Url, string? Token) _door;
    private OpenedMachine? _opened;

    /// <summary>Whether anything may be in it that was made here.</summary>
    public bool WasOpened => _opened is not null;

    public async Task<OpenedMachine> OpenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await UseAsync(await openAsync(cancellationToken), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.Sandboxes.DisposeAsync();
            _opened.Machine.Dispose();
        }

        _turn.Dispose();
    }

    private async Task<OpenedMachine> UseAsync(OpenMachine found, CancellationToken cancellationToken)
    {
        var door = (found.Running.State.Url, MachineToken.Find(found.Files)?.Value);
        if (_opened is not null && door == _door)
        {
            found.Dispose();
        }
        else
        {
            // It was booted in between, and is at another port. Nothing more is sent to the old one, which may be somebody else's by now.
            _opened?.Machine.Dispose();
            (_door, _opened) = (door, new OpenedMachine(found, new SandboxesClient(found.Client, _lease)));
        }

        await _opened.Sandboxes.HoldLeaseAsync(cancellationToken);
        return _opened;
    }
}
