using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Processes;

/// <summary>The machine's firewall, which takes over all rules of a text or none.</summary>
internal static class Firewall
{
    /// <summary>What rules of the table <c>mangle</c> do with what may not pass: /etc/pockr/firewall refuses or drops all that is marked so.</summary>
    public const string Mark = "MARK --set-mark 0x77616c6c";

    /// <param name="options">Tells the program.</param>
    /// <param name="rules">For <c>iptables-restore</c>. To name a chain empties it; others stay as they are.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task WriteAsync(AgentOptions options, string rules, CancellationToken cancellationToken)
    {
        if (await MachineTool.RunAsync(options.FirewallProgram, ["-w", "10", "--noflush"], rules, cancellationToken) is { } failure)
        {
            throw new ProblemException(Problems.InternalError with { Detail = $"The firewall does not take the rules. {failure}" });
        }
    }
}
