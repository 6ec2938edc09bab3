namespace Pockr.Machines.Checks.Machines;

internal sealed class TokenCheck(CheckedMachine machine) : ICheck
{
    public string Id => machine.IdOf("token");

    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(
        MachineToken.Find(machine.Files) is not null ? Finding.Ok("It has one.")
        : machine.FindRunning() is null ? Finding.Ok("It has none; its next start makes one.")
        : Finding.Error(
            $"{machine.Files.Token} is gone, and the machine runs: nobody can speak to it.",
            $"Put the file back, or end the machine with 'pockr down {machine.Name}': its next start makes a new one."));
}
