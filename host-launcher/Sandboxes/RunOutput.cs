using System.Runtime.CompilerServices;
using Pockr.Contracts;
using Pockr.HostLauncher.Containers;
using Pockr.Sdk.Projects;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>What a command writes, recorded as it comes, and cut where it is more than is wanted.</summary>
/// <param name="frames">The command's output.</param>
/// <param name="log">Records it, if it is recorded.</param>
/// <param name="most">How much is wanted, in bytes, of both streams together.</param>
internal sealed class RunOutput(IAsyncEnumerable<OutputFrame> frames, RunLog? log, long most)
{
    private long _left = most;

    /// <summary>Whether there was more than was wanted.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether the command was ended because its time was over.</summary>
    public bool TimedOut { get; private set; }

    public async IAsyncEnumerable<OutputFrame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            if (frame.ExitCode is not null)
            {
                TimedOut = frame.TimedOut == true;
                yield return frame;
            }
            else if (Take(FrameWriter.BytesOf(frame)) is { Length: > 0 } bytes)
            {
                yield return new OutputFrame(frame.Stream, Base64: Convert.ToBase64String(bytes));
            }
        }
    }

    private byte[] Take(byte[] bytes)
    {
        log?.Append(bytes);
        var wanted = (int)Math.Min(bytes.Length, _left);
        IsCut |= wanted < bytes.Length;
        _left -= wanted;
        return bytes[..wanted];
    }
}
