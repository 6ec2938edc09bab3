using Pockr.Machines.Qemu;

namespace Pockr.Machines.Checks.Host;

internal sealed class AccelerationCacheCheck(PockrHome home) : ICheck
{
    public string Id => "acceleration.cache";

    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(
        !File.Exists(home.Acceleration) ? Finding.Ok("Nothing is remembered yet.")
        : AccelerationCache.TryRead(home.Acceleration) is not null ? Finding.Ok("What was found out is remembered.")
        : Finding.Fixable(
            $"{home.Acceleration} cannot be read; accelerators are tried again each time.",
            new Repair("Removed it: the next start finds out anew.", () => File.Delete(home.Acceleration))));
}
