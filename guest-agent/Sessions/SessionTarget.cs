using Pockr.EngineClient;

namespace Pockr.GuestAgent.Sessions;

/// <summary>The container of a session.</summary>
/// <param name="Engine">Knows it.</param>
/// <param name="Asked">How the request named it.</param>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Its name at that time.</param>
internal sealed record SessionTarget(DockerEngine Engine, string Asked, string Id, string Name)
{
    private const int Looks = 10;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    public bool Is(string container) => container == Asked || container == Name || Id.StartsWith(container, StringComparison.Ordinal);

    /// <summary>Whether it does not run, which dockerd hears a moment later than that what ran in it has ended.</summary>
    public async Task<bool> HasStoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var look = 0; look < Looks; look++)
            {
                if (!(await Engine.Containers.InspectAsync(Id, cancellationToken)).State.Running)
                {
                    return true;
                }

                await Task.Delay(s_look, cancellationToken);
            }

            return false;
        }
        catch (EngineException)
        {
            return true; // it was removed
        }
        catch (Exception exception) when (exception is EngineUnavailableException or OperationCanceledException)
        {
            return false;
        }
    }
}
