using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Judging;

/// <summary>Runs a program on cases, each in a container of its own that is gone afterwards.</summary>
/// <param name="client">The machine it runs in.</param>
/// <param name="request">What each container is like.</param>
/// <param name="limits">What it may use.</param>
internal sealed class CaseRunner(PockrClient client, CreateContainerRequest request, JudgeLimits limits)
{
    private const int PieceBytes = 32 * 1024;

    private static readonly TimeSpan s_endPatience = TimeSpan.FromMinutes(2);

    /// <param name="name">Name of the container.</param>
    /// <param name="inputFile">What the program gets to read.</param>
    /// <param name="cancellationToken">Ends it, and the container.</param>
    public async Task<RunFacts> RunAsync(string name, string inputFile, CancellationToken cancellationToken)
    {
        await using var input = Open(inputFile);
        var created = await client.Containers.CreateAsync(request with { Name = name }, cancellationToken);
        try
        {
            return await RunInAsync(created.Id, input, cancellationToken);
        }
        finally
        {
            await RemoveAsync(created.Id);
        }
    }

    /// <summary>Runs what a container is made for, which is there and has not run yet, and leaves it there.</summary>
    public async Task<RunFacts> RunInAsync(string id, Stream input, CancellationToken cancellationToken)
    {
        await using var connection = await client.Containers.OpenAttachedAsync(id, terminal: null, cancellationToken);
        await client.Containers.StartAsync(id, cancellationToken);
        return await FollowAsync(id, connection, input, cancellationToken);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(path, failure.Message, failure);
        }
    }

    private async Task<RunFacts> FollowAsync(string id, TerminalConnection connection, Stream input, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (output, clock) = (new CaseOutput(limits.OutputBytes), new CaseClock(client.Containers, id, limits));
        var reading = output.ReadAsync(connection, over.Token);
        var watching = clock.WatchAsync(over.Token);
        var feeding = FeedAsync(connection, input, over.Token);
        try
        {
            var stop = await Task.WhenAny(reading, watching) == watching ? await watching : await reading ? RunStop.None : RunStop.Output;
            if (stop != RunStop.None)
            {
                await KillAsync(id, cancellationToken);
            }

            var state = await EndOfAsync(id, cancellationToken);
            if (stop == RunStop.Wall && DurationOf(state) < limits.Wall)
            {
                // By the machine's clock, which is the one that counts, it had ended in time, and the news was late.
                stop = await reading.WaitAsync(s_endPatience, cancellationToken) ? RunStop.None : RunStop.Output;
            }

            return new RunFacts(
                stop, state.ExitCode ?? 0, state.OomKilled, DurationOf(state), clock.CpuTime, output.Output, output.ErrorOutput);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(reading, watching, feeding).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // What the program does not read is no concern of it.
    private static async Task FeedAsync(TerminalConnection connection, Stream input, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        try
        {
            int count;
            while ((count = await input.ReadAsync(piece, cancellationToken)) > 0)
            {
                await connection.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            }

            await connection.EndInputAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is StreamCutException or OperationCanceledException)
        {
        }
    }

    private async Task KillAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Containers.KillAsync(id, cancellationToken: cancellationToken);
        }
        catch (ResourceConflictException)
        {
            // It has just ended.
        }
    }

    private async Task<ContainerState> EndOfAsync(string id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_endPatience);
        try
        {
            await client.Containers.WaitAsync(id, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CommandFailures.ProgramDoesNotEnd(s_endPatience);
        }

        return (await client.Containers.InspectAsync(id, cancellationToken)).State;
    }

    private static TimeSpan DurationOf(ContainerState state) =>
        state is { StartedAt: { } start, FinishedAt: { } end } && end > start ? end - start : TimeSpan.Zero;

    // Ctrl-C as well leaves none behind; what cannot be removed now is left to the end of all.
    private async Task RemoveAsync(string id)
    {
        using var limit = new CancellationTokenSource(s_endPatience);
        try
        {
            await client.Containers.RemoveAsync(id, force: true, limit.Token);
        }
        catch (Exception exception) when (exception is PockrException or OperationCanceledException)
        {
        }
    }
}
