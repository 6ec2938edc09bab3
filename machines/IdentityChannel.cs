using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>
/// JSON lines over a Unix socket of QEMU's, which the guest has as a serial port. What is written waits until the agent reads it, be it only
/// about to be started.
/// </summary>
internal sealed class IdentityChannel : IIdentityChannel
{
    private const int MostTellings = 3;

    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(100);

    // The time is as old as the answer took, which an agent that is just being woken takes a second for.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(200);

    public async Task TellAsync(MachineFiles files, MachinePersona persona, bool setsClock, CancellationToken cancellationToken)
    {
        for (var tellings = 1; tellings <= MostTellings; tellings++)
        {
            var start = Stopwatch.GetTimestamp();
            await AskAsync(files, id => new IdentityRequest(id, persona.ToIdentity(setsClock)), cancellationToken);
            if (!setsClock || Stopwatch.GetElapsedTime(start) < s_tolerance)
            {
                return;
            }
        }
    }

    public Task WarmUpAsync(MachineFiles files, CancellationToken cancellationToken) =>
        AskAsync(files, id => new IdentityRequest(id, WarmUp: true), cancellationToken);

    // Whether the machine is alive is for others to tell.
    private static async Task AskAsync(MachineFiles files, Func<string, IdentityRequest> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await ExchangeAsync(files, ask(Guid.NewGuid().ToString("N")), cancellationToken) is { } answer)
                {
                    EnsureDone(answer);
                    return;
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // QEMU is starting or ending.
            }

            await Task.Delay(s_betweenTries, cancellationToken);
        }
    }

    private static void EnsureDone(IdentityAnswer answer)
    {
        if (answer.Version != IdentityRequest.CurrentVersion)
        {
            throw Failures.AgentOfAnotherAge(answer.Version, IdentityRequest.CurrentVersion);
        }

        if (answer.Error is { } error)
        {
            throw Failures.IdentityRefused(error);
        }
    }

    /// <returns>The answer, or nothing if the connection ended without one.</returns>
    private static async Task<IdentityAnswer?> ExchangeAsync(MachineFiles files, IdentityRequest request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(files.IdentitySocket), cancellationToken);
        await using var stream = new NetworkStream(socket);

        // The empty line ends what a launcher that was killed may have left unfinished.
        var json = JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.IdentityRequest);
        await stream.WriteAsync((byte[])[.. "\n"u8, .. json, .. "\n"u8], cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Parse(line) is { } answer && answer.Id == request.Id)
            {
                return answer;
            }
        }

        return null;
    }

    // Answers to others than this launcher may be waiting there, and halves of them.
    private static IdentityAnswer? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ContractsJson.Default.IdentityAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
