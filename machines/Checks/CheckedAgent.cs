using Pockr.Client;

namespace Pockr.Machines.Checks;

/// <summary>An agent that is being asked: of a machine of this host, or of one that is known by its address alone.</summary>
/// <param name="Id">What the ids of its checks begin with.</param>
/// <param name="Machine">Name of the machine, if it is one of this host.</param>
/// <param name="Find">Has its client; nothing if the machine does not run.</param>
internal sealed record CheckedAgent(string Id, MachineName? Machine, Func<PockrClient?> Find)
{
    public string IdOf(string what) => $"{Id}.{what}";

    /// <summary>What to type to have one of the machine's logs.</summary>
    public string LogOf(string part) => Machine is { } name ? $"'pockr vm logs {name} --{part}'" : $"'pockr vm logs --{part}' on the machine's host";
}
