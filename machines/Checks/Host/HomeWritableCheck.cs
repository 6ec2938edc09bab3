namespace Pockr.Machines.Checks.Host;

internal sealed class HomeWritableCheck(PockrHome home) : ICheck
{
    public string Id => "home.writable";

    public Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(home.Directory))
        {
            return Task.FromResult(File.Exists(home.Directory)
                ? Finding.Error($"{home.Directory} is a file.", "Move it away, or name another directory with POCKR_HOME.")
                : Finding.Ok($"{home.Directory} is not there yet; the first 'pockr up' makes it."));
        }

        var attempt = AtomicFile.TemporaryNameFor(Path.Combine(home.Directory, "doctor"));
        File.WriteAllBytes(attempt, [0]);
        File.Delete(attempt);
        return Task.FromResult(Finding.Ok($"{home.Directory} can be written to."));
    }
}
