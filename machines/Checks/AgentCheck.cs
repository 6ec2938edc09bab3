using Pockr.Client;

namespace Pockr.Machines.Checks;

/// <summary>A question to an agent. That it does not answer is for <see cref="Agents.HealthCheck"/> to tell.</summary>
internal abstract class AgentCheck(CheckedAgent agent, string what) : ICheck
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public string Id => agent.IdOf(what);

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (agent.Find() is not { } client)
        {
            return Finding.Skipped("It does not run.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await AskAsync(client, limit.Token);
        }
        catch (AgentUnreachableException)
        {
            return Finding.Skipped("Its agent does not answer.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Skipped("Its agent does not answer in time.");
        }
    }

    protected abstract Task<Finding> AskAsync(PockrClient client, CancellationToken cancellationToken);
}
