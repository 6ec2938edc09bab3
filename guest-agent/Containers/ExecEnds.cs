using System.Collections.Concurrent;
using System.Globalization;
using Pockr.EngineClient;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Events;

namespace Pockr.GuestAgent.Containers;

/// <summary>
/// Hears how commands in containers ended. dockerd tells it of its own accord as soon as it knows; to ask is a request more that the command's
/// caller waits for.
/// </summary>
internal sealed class ExecEnds(DockerEngine engine)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_ends = new()
    {
        ["type"] = ["container"], ["event"] = ["exec_die"],
    };

    private readonly ConcurrentDictionary<string, TaskCompletionSource<int>> _awaited = new(StringComparer.Ordinal);
    private volatile bool _isFollowing;

    public Task RunAsync(CancellationToken cancellationToken) => EngineFollower.RunAsync(FollowAsync, cancellationToken);

    /// <summary>To be asked for before the command is started.</summary>
    /// <returns>Its end; nothing while dockerd is not listened to.</returns>
    public ExecEnd? Expect(string id)
    {
        if (!_isFollowing)
        {
            return null;
        }

        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[id] = told;
        return new ExecEnd(told.Task, () => _awaited.TryRemove(id, out _));
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var ends = await engine.System.GetEventsAsync(since: null, until: null, s_ends, cancellationToken);
        _isFollowing = true;
        try
        {
            await foreach (var end in ends.ReadAsync(cancellationToken))
            {
                Tell(end);
            }
        }
        finally
        {
            _isFollowing = false;
        }
    }

    private void Tell(EngineEvent end)
    {
        if (end.Actor.Attributes is { } attributes
            && attributes.TryGetValue("execID", out var id)
            && _awaited.TryGetValue(id, out var told)
            && int.TryParse(attributes.GetValueOrDefault("exitCode"), CultureInfo.InvariantCulture, out var exitCode))
        {
            told.TrySetResult(exitCode);
        }
    }
}
