using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Machines;
using Pockr.HostLauncher.Processes;
using Pockr.Sdk;

namespace Pockr.HostLauncher.Sandboxes;

/// <summary>A root file system made of Debian's packages on this host, where no registry offers one.</summary>
internal sealed class DebianPackages(PockrHome home, IProcessRunner processes)
{
    private const string Suite = "trixie";
    private const string Packages = "bash,ca-certificates,curl,git,jq,less,procps,python3";

    public async Task ImportAsync(PockrClient client, string image, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(home.Directory);
        var tar = Path.Combine(home.Directory, $".debian-{Guid.NewGuid():N}.tar");
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
            throw Failures.DebianNotMade(made);
        }
    }
}
