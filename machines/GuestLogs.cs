using System.Text;
using Pockr.Client;

namespace Pockr.Machines;

/// <summary>The logs of what runs in a machine, as far as they can be had.</summary>
internal sealed class GuestLogs(MachineDirectory directory)
{
    private const int Lines = 2000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Names of all there are.</summary>
    public static IReadOnlyList<string> Services { get; } = ["agent", "dockerd", "containerd", "kernel"];

    /// <summary>The end of each; none of a machine that does not run, or does not answer.</summary>
    public async Task<IReadOnlyList<(string Service, string Text)>> ReadAllAsync(MachineName name, CancellationToken cancellationToken)
    {
        List<(string, string)> logs = [];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            using var machine = directory.TryOpen(name);
            foreach (var service in machine is null ? [] : Services)
            {
                logs.Add((service, await ReadAsync(machine!.Client, service, limit.Token)));
            }
        }
        catch (PockrException)
        {
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }

        return logs;
    }

    private static async Task<string> ReadAsync(PockrClient client, string service, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await foreach (var frame in client.ReadSystemLogAsync(service, tail: Lines, cancellationToken: cancellationToken))
        {
            text.Append(frame.Text);
        }

        return text.ToString();
    }
}
