using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Containers;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>
/// The root directory of a running container, as its first process sees it. No path leads out of it: the kernel takes it for the root
/// while it follows links, and what <c>/proc</c> has of other processes is not followed at all.
/// </summary>
internal sealed class ContainerRoot : IDisposable
{
    private const int Attempts = 100;

    private readonly DirectoryHandle _root;

    private ContainerRoot(DirectoryHandle root) => _root = root;

    public static async Task<ContainerRoot> OpenAsync(DockerEngine engine, string idOrName, CancellationToken cancellationToken)
    {
        var container = await engine.Containers.InspectAsync(ContainerNames.Check(idOrName), cancellationToken);
        if (!IsRunning(container.State))
        {
            throw new ProblemException(Problems.NotRunning(idOrName));
        }

        var root = Open(container.State.Pid, idOrName);
        try
        {
            // A number that was given to another process meanwhile is not of the same run any more.
            var now = await engine.Containers.InspectAsync(container.Id, cancellationToken);
            return IsRunning(now.State) && now.State.Pid == container.State.Pid && now.State.StartedAt == container.State.StartedAt
                ? new ContainerRoot(root)
                : throw new ProblemException(Problems.NotRunning(idOrName));
        }
        catch
        {
            root.Dispose();
            throw;
        }
    }

    public DirectoryHandle Open(string path)
    {
        // While anything in the machine is renamed, the kernel may not be sure of a '..' and says so.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new DirectoryHandle(_root.Resolve(path), path);
            }
            catch (FileCallException failure) when (failure.Error == FileErrors.TryAgain && attempt < Attempts)
            {
            }
        }
    }

    /// <summary>Null if there is nothing of that path.</summary>
    public DirectoryHandle? Find(string path)
    {
        try
        {
            return Open(path);
        }
        catch (FileCallException failure) when (failure.Error == FileErrors.NoEntry)
        {
            return null;
        }
    }

    public void Dispose() => _root.Dispose();

    private static bool IsRunning(ContainerState state) => state is { Running: true, Pid: > 0 };

    private static DirectoryHandle Open(int processId, string container)
    {
        try
        {
            return DirectoryHandle.OpenPlace($"/proc/{processId}/root", "/");
        }
        catch (FileCallException failure) when (failure.Error is FileErrors.NoEntry or FileErrors.NoProcess)
        {
            throw new ProblemException(Problems.NotRunning(container));
        }
    }
}
