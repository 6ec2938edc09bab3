using Pockr.Machines.Processes;

namespace Pockr.Machines.Checks.Host;

internal sealed class QemuImgPresentCheck(IProcessRunner processes) : ICheck
{
    public string Id => "qemu-img.present";

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(new ProcessCommand("qemu-img", ["--version"]), cancellationToken);
        return result.Succeeded ? Finding.Ok("qemu-img is there.") : Finding.Error($"qemu-img does not run: {result.ErrorTail}", "Install it anew.");
    }
}
