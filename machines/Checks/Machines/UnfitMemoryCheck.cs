namespace Pockr.Machines.Checks.Machines;

internal sealed class UnfitMemoryCheck(CheckedMachine machine) : ICheck
{
    private const long MiB = 1 << 20;

    public string Id => machine.IdOf("unfit-memory");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var unfit = new FileInfo(machine.Files.UnfitMemory);
        return Task.FromResult(!unfit.Exists
            ? Finding.Ok("None takes space.")
            : Finding.Fixable($"Memory that was set aside takes {unfit.Length / MiB} MiB.", new Repair("Removed it.", unfit.Delete)));
    }
}
