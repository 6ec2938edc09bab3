using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Pockr.Client;
using Pockr.Machines.Errors;
using Pockr.Sdk.Hosts;

namespace Pockr.HostLauncher.Mcp;

/// <summary>What every call of a tool goes through. What goes wrong becomes an answer, which the model can read.</summary>
/// <param name="sandboxes">The sandboxes.</param>
/// <param name="unexpected">Where bugs are kept.</param>
/// <param name="closed">The client has closed its end. It waits for the server to end then, and not for a command that may take minutes.</param>
internal sealed class ToolCalls(McpSandboxes sandboxes, UnexpectedErrors unexpected, CancellationToken closed)
{
    public McpRequestHandler<CallToolRequestParams, CallToolResult> Wrap(McpRequestHandler<CallToolRequestParams, CallToolResult> call) =>
        async (request, givenUp) =>
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(givenUp, closed);
            try
            {
                return await call(request, over.Token);
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or McpException))
            {
                return Refusal(failure);
            }
        };

    private CallToolResult Refusal(Exception failure) => failure switch
    {
        PockrException refused => Refusal(refused.Message, refused.Remedy, refused.Code),
        LauncherException refused => Refusal(refused.Message, refused.Remedy, new MachineException(refused).Code),
        _ => RefusalOfBug(unexpected.Keep(failure)),
    };

    private CallToolResult RefusalOfBug(LauncherException told) => Refusal(told.Message, told.Remedy, "unexpected");

    private CallToolResult Refusal(string message, string remedy, string code) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = sandboxes.ForModel($"{message}\nremedy: {remedy}\ncode: {code}") }],
    };
}
