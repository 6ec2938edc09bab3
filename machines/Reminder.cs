using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>
/// Tells a machine that is healthy who it is and how late: its clock stood still with its processors, and what let it go on may have been
/// killed before it could.
/// </summary>
internal sealed class Reminder(IIdentityChannel identity)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>An agent that does not answer is found out about by who needs it.</summary>
    public async Task RemindAsync(MachineFiles files, MachinePersona persona, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            await identity.TellAsync(files, persona, setsClock: true, limit.Token);
        }
        catch (LauncherException)
        {
            // It is healthy with what it was told before.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
