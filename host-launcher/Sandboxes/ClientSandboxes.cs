using Pockr.Client;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>The sandboxes of a machine that a command works on. They stay when the command has ended, so nothing is to be disposed of.</summary>
internal static class ClientSandboxes
{
    extension(PockrClient client)
    {
        public SandboxesClient Sandboxes => new(client);
    }
}
