using System.Diagnostics;
using System.Reflection;

namespace Pockr.GuestAgent.Machine;

/// <summary>What the agent is, and for how long it has been that.</summary>
internal sealed class AgentProcess
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public static string Version =>
        typeof(AgentProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Not by the clock, which can be set.</summary>
    public TimeSpan Uptime => Stopwatch.GetElapsedTime(_start);
}
