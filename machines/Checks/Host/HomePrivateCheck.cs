namespace Pockr.Machines.Checks.Host;

/// <summary>A machine's disk and token are nobody else's.</summary>
internal sealed class HomePrivateCheck(PockrHome home) : ICheck
{
    public string Id => "home.private";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        List<string> open = [.. new[] { home.Directory, home.Images, home.Machines }.Where(path => Directory.Exists(path) && !Privacy.IsPrivate(path))];
        return Task.FromResult(open.Count == 0
            ? Finding.Ok("Only you can look into it.")
            : Finding.Fixable(
                $"Others may look into {string.Join(", ", open)}.",
                new Repair("Took away others' rights.", () => open.ForEach(Privacy.MakePrivate))));
    }
}
