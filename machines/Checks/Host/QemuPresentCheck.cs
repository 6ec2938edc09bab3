using Pockr.Machines.Processes;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Host;

internal sealed class QemuPresentCheck(IProcessRunner processes) : ICheck
{
    public string Id => "qemu.present";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var executable = GuestArchitecture.Of(GuestArchitecture.OfThisHost).Executable;
        var result = await processes.RunAsync(new ProcessCommand(executable, ["--version"]), cancellationToken);
        return result.Succeeded
            ? Finding.Ok($"{executable} is there.")
            : Finding.Error($"{executable} does not run: {result.ErrorTail}", "Install QEMU anew.");
    }
}
