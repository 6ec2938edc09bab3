using System.Text.Json.Nodes;

namespace Pockr.Bench.Machines;

/// <summary>What a machine says of its own memory.</summary>
internal static class GuestMemory
{
    /// <summary>What is in use, without page cache that can be given back.</summary>
    public static async Task<double> ReadMiBAsync(HttpApi agent, CancellationToken cancellationToken) =>
        (long)JsonNode.Parse(await agent.GetAsync("v1/system/stats", cancellationToken))!["memoryBytes"]! / 1048576.0;
}
