using System.Runtime.CompilerServices;
using Pockr.HostLauncher.Containers;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Terminal;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>Does the same to several containers, side by side; what fails for one is done to the others all the same.</summary>
internal static class EachContainer
{
    // QEMU forwards a port with a short queue: of a burst of connections, some would be late.
    private const int MostAtOnce = 32;

    /// <param name="machine">Where the containers are.</param>
    /// <param name="names">The containers.</param>
    /// <param name="act">What is done; its result is printed, in the order of the names.</param>
    /// <param name="terminal">Where it is printed.</param>
    /// <param name="cancellationToken">Ends all of it.</param>
    public static async Task<int> RunAsync(
        OpenMachine machine, IReadOnlyList<string> names, Func<string, Task<string>> act, TerminalOutput terminal, CancellationToken cancellationToken)
    {
        await foreach (var result in TryAllAsync(machine, names, act, cancellationToken))
        {
            terminal.WriteResult(result);
        }

        return ExitCodes.Success;
    }

    /// <summary>What came of it, in the order of the names, as soon as it is known. What has failed is thrown at the end.</summary>
    public static async IAsyncEnumerable<T> TryAllAsync<T>(
        OpenMachine machine, IReadOnlyList<string> names, Func<string, Task<T>> act, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        List<PockrException> failures = [];
        foreach (var attempt in names.Select(name => TryAsync(machine, name, act, places, cancellationToken)).ToList())
        {
            var (result, failure) = await attempt;
            if (failure is null)
            {
                yield return result!;
            }
            else
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw Failures.SomeFailed([.. failures.Select(failure => failure.Message)], failures[0].Remedy);
        }
    }

    private static async Task<(T? Result, PockrException? Failure)> TryAsync<T>(
        OpenMachine machine, string name, Func<string, Task<T>> act, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return (await UnknownContainer.ExplainAsync(machine, name, () => act(name), cancellationToken), null);
        }
        catch (PockrException failure)
        {
            return (default, failure);
        }
        finally
        {
            places.Release();
        }
    }
}
