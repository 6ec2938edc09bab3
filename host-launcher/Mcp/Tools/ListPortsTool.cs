using Pockr.Machines;

namespace Pockr.HostLauncher.Mcp.Tools;

/// <summary><c>list_ports</c></summary>
internal sealed class ListPortsTool(McpSandboxes sandboxes) : SandboxTool<ToolPorts>(sandboxes, McpJson.Readable.ToolPorts, Text, s_sandbox)
{
    private static readonly ToolParameter s_sandbox = ToolParameter.Sandbox();

    private static ToolText Text => new(
        "list_ports",
        "List ports",
        "Tells where the published ports of a sandbox are reached on the host. They are published by create_sandbox; a sandbox that has none cannot get any.")
    {
        IsReadOnly = true,
    };

    protected override async Task<ToolPorts> RunAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var name = SandboxName.Check(arguments.Text(s_sandbox));
        var ports = await Sandboxes.UseAsync(name, sandbox => Sandboxes.PortsOfAsync(sandbox, cancellationToken), cancellationToken);
        return new ToolPorts([.. ports.Select(Describe)]);
    }

    private static ToolPort Describe(ForwardedPort port) => new(port.ContainerPort, port.HostAddress, port.HostPort, port.Open);
}
