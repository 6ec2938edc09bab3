using Pockr.Machines;
using Pockr.Sdk.Sandboxes;

namespace Pockr.HostLauncher.Mcp;

/// <summary>A machine with the sandboxes that are kept in it as long as this program lives.</summary>
internal sealed record OpenedMachine(OpenMachine Machine, SandboxesClient Sandboxes);
