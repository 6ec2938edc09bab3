namespace Pockr.Machines.Checks.Machines;

internal sealed class PrivateCheck(CheckedMachine machine) : ICheck
{
    public string Id => machine.IdOf("private");

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        List<string> open = [.. new[] { machine.Files.Directory, machine.Files.Token }.Where(path => Path.Exists(path) && !Privacy.IsPrivate(path))];
        return Task.FromResult(open.Count == 0
            ? Finding.Ok("Its directory and its token are yours alone.")
            : Finding.Fixable(
                $"Others have rights to {string.Join(", ", open)}.",
                new Repair("Took away others' rights.", () => open.ForEach(Privacy.MakePrivate))));
    }
}
