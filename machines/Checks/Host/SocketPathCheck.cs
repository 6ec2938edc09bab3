namespace Pockr.Machines.Checks.Host;

/// <summary>A Unix socket's path has an end, which a deep home directory comes near.</summary>
internal sealed class SocketPathCheck(MachineDirectory directory) : ICheck
{
    public string Id => "home.socket-path";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        foreach (var name in directory.Names.Append(MachineName.Parse(MachineName.Default)))
        {
            directory.FilesOf(name).EnsureSocketPathsFit();
        }

        return Task.FromResult(Finding.Ok("The paths of sockets are short enough."));
    }
}
