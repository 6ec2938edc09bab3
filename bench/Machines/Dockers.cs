using Pockr.Bench.Processes;

namespace Pockr.Bench.Machines;

/// <summary>The <c>docker</c> command, led to a socket.</summary>
internal static class Dockers
{
    public static Tool At(string socket) => new("docker", ("DOCKER_HOST", $"unix://{socket}"));
}
