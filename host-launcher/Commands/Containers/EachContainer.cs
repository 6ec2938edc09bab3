using Pockr.HostLauncher.Containers;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary>Does the same to several containers, side by side.</summary>
internal static class EachContainer
{
    // Each takes a connection while it lasts, and waiting or stopping lasts.
    private const int MostAtOnce = 32;

    /// <inheritdoc cref="Attempts.MakeAsync"/>
    public static IAsyncEnumerable<T> TryAsync<T>(
        OpenMachine machine, IEnumerable<string> names, Func<string, Task<T>> actAsync, CancellationToken cancellationToken) =>
        Attempts.MakeAsync(names, MostAtOnce, name => UnknownContainer.ExplainAsync(machine, name, () => actAsync(name), cancellationToken));
}
