using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines;

/// <summary>A connection for each command: QEMU serves one client at a time, and another pockr may want it.</summary>
internal sealed class MachineMonitor : IMachineMonitor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public Task<JsonElement> ExecuteAsync(
        MachineFiles files, string command, CancellationToken cancellationToken, JsonObject? arguments = null) =>
        UseAsync(files, command, (client, token) => client.ExecuteAsync(command, arguments, token), cancellationToken);

    public Task<string> ExecuteLineAsync(MachineFiles files, string line, CancellationToken cancellationToken)
    {
        return UseAsync(files, line, (client, token) => client.ExecuteLineAsync(line, token), cancellationToken);
    }

    public Task<IReadOnlyList<string>> ExecuteLinesAsync(MachineFiles files, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        return UseAsync(files, lines[0], RunAsync, cancellationToken);

        async Task<IReadOnlyList<string>> RunAsync(QmpClient client, CancellationToken token)
        {
            List<string> outputs = [];
            foreach (var line in lines)
            {
                outputs.Add(await client.ExecuteLineAsync(line, token));
            }

            return outputs;
        }
    }

    private static async Task<T> UseAsync<T>(
        MachineFiles files,
        string command,
        Func<QmpClient, CancellationToken, Task<T>> use,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            await using var client = await QmpClient.ConnectAsync(files.QmpSocket, limit.Token);
            return await use(client, limit.Token);
        }
        catch (QmpException exception)
        {
            throw Failures.MonitorFailed(command, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.MonitorFailed(command, $"its monitor did not answer within {s_patience.TotalSeconds:0} s.", exception);
        }
    }
}
