using Pockr.Client;
using Pockr.Contracts;
using Pockr.Machines;

namespace Pockr.HostLauncher.Containers;

/// <summary>Where there is no container of the name that was given, names the one that may have been meant.</summary>
internal static class UnknownContainer
{
    public static Task ExplainAsync(OpenMachine machine, string name, Func<Task> act, CancellationToken cancellationToken) =>
        ExplainAsync(machine, name, async () => { await act(); return true; }, cancellationToken);

    public static async Task<T> ExplainAsync<T>(OpenMachine machine, string name, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act();
        }
        catch (ResourceNotFoundException failure) when (failure.Code == ProblemCodes.ContainerNotFound)
        {
            var containers = await machine.Client.Containers.ListAsync(all: true, cancellationToken);
            var near = Spelling.FindNear(name, containers.Select(container => container.Name));
            throw new ResourceNotFoundException(
                failure.Message, failure.Code, near is null ? "List them with 'pockr ps -a'." : $"Did you mean '{near}'? List them with 'pockr ps -a'.");
        }
    }
}
