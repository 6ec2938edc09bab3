using System.Globalization;

namespace Pockr.GuestAgent.Networks;

/// <summary>What a new container's hook asks: to tell dockerd the container's network namespace.</summary>
/// <param name="Answer">The pipe it waits at for <c>success</c>.</param>
/// <param name="Socket">Where dockerd's network controller listens.</param>
/// <param name="Container">The container's id.</param>
/// <param name="Process">The container's first process.</param>
internal sealed record NetworkKeyRequest(string Answer, string Socket, string Container, int Process)
{
    /// <param name="line"><c>ANSWER DIRECTORY CONTAINER CONTROLLER PROCESS</c>, as <c>/etc/pockr/network-key</c> writes it.</param>
    public static NetworkKeyRequest? TryParse(string line) =>
        line.Split(' ') is [var answer, var directory, var container, var controller, var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? new NetworkKeyRequest(answer, $"{directory}/libnetwork/{controller}.sock", container, process)
            : null;
}
