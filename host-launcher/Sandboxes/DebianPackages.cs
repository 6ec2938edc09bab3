using Pockr.Client;
using Pockr.HostLauncher.Errors;
using Pockr.Machines;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>A root file system made of Debian's packages on this host, where no registry offers one.</summary>
internal sealed class DebianPackages(PockrHome home, IProcessRunner processes)
{
    private const string Suite = "trixie";
    private const string Packages = "bash,ca-certificates,curl,git,jq,less,procps,python3";

    /// <param name="client">The machine's agent.</param>
    /// <param name="image">Name of the image it becomes.</param>
    /// <param name="waiting">Told once, if another process is at it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ImportAsync(PockrClient client, string image, Action waiting, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(home.Directory);
        using var @lock = await FileLock.AcquireAsync(Path.Combine(home.Directory, ".debian-packages.lock"), waiting, cancellationToken);

        // Always the same file: what a killed command has left of it, the next one replaces.
        var tar = Path.Combine(home.Directory, ".debian-packages.tar");
        File.Delete(tar);
        try
        {
            await MakeAsync(tar, cancellationToken);
            await using var content = File.OpenRead(tar);
            await client.Images.ImportAsync(image, content, cancellationToken);
        }
        finally
        {
            File.Delete(tar);
        }
    }

    private async Task MakeAsync(string tar, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--quiet", "--variant=minbase", $"--include={Packages}", "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
            Suite, tar,
        ];
        var made = await processes.RunAsync(new ProcessCommand("mmdebstrap", arguments), cancellationToken);
        if (!made.Succeeded)
        {
            throw CommandFailures.DebianNotMade(made);
        }
    }
}
