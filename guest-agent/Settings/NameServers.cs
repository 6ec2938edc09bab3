using Pockr.Contracts;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Settings;

/// <summary>The machine's resolver. dockerd copies the file for each container it starts.</summary>
internal sealed class NameServers(AgentOptions options)
{
    private static readonly IReadOnlyList<string> s_own = ["10.0.2.3"]; // as the image has it: the host's, by way of QEMU

    public void Write(SystemSettings settings)
    {
        var servers = settings.Dns is { Count: > 0 } given ? given : s_own;
        var lines = servers.Select(server => $"nameserver {server}\n").Append("options timeout:2 attempts:3\n");
        DurableFile.Ensure(options.ResolverFile, string.Concat(lines));
    }
}
