using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>Keeps a body on the disk until it is known whole. Its file has no name, so that no crash leaves it behind.</summary>
internal sealed class Spool(AgentOptions options)
{
    private const int NoSpaceLeft = 28;

    /// <summary>The whole of it, from its beginning; disposing gives the space back.</summary>
    public async Task<Stream> KeepAsync(Stream body, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.StateDirectory);
        var path = Path.Combine(options.StateDirectory, $"upload-{Guid.NewGuid():N}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: false);
        File.Delete(path);
        try
        {
            await body.CopyToAsync(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch (IOException exception) when ((exception.HResult & 0xffff) == NoSpaceLeft)
        {
            await file.DisposeAsync();
            throw new ProblemException(Problems.Make(507, ProblemCodes.DiskFull, $"The machine's disk is full: {exception.Message}",
                "Remove what is not needed, for example with 'docker system prune', or give the machine a larger disk."));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
