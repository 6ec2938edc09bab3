using Pockr.Client;
using Pockr.Machines.Errors;

namespace Pockr.Machines.Checks;

/// <summary>Asks every check, and puts right what is safe to put right if that is wanted.</summary>
internal sealed class Checkup(CheckList checks, MachineDirectory directory)
{
    /// <summary>Looks at this host and all its machines.</summary>
    public Task<List<CheckReport>> RunAsync(bool fix, CancellationToken cancellationToken) => RunAsync(_ => true, fix, cancellationToken);

    /// <summary>Looks at this host and some of its machines.</summary>
    public async Task<List<CheckReport>> RunAsync(Func<MachineName, bool> isWanted, bool fix, CancellationToken cancellationToken)
    {
        var reports = await AskAllAsync(checks.OfHost(), fix, cancellationToken);
        foreach (var name in directory.Names.Where(isWanted).ToList())
        {
            reports.AddRange(await AskMachineAsync(name, fix, cancellationToken));
        }

        return reports;
    }

    /// <summary>Asks some checks.</summary>
    public static async Task<List<CheckReport>> AskAllAsync(IEnumerable<ICheck> checks, bool fix, CancellationToken cancellationToken)
    {
        List<CheckReport> reports = [];
        foreach (var check in checks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var finding = await AskAsync(check, cancellationToken);
            reports.Add(fix && finding.Repair is { } repair
                ? await MendAsync(check, finding, repair, cancellationToken)
                : ReportOf(check.Id, finding));
        }

        return reports;
    }

    // What 'up' and 'down' are in the middle of looks broken and is not, and what is mended is not to change meanwhile.
    private async Task<List<CheckReport>> AskMachineAsync(MachineName name, bool fix, CancellationToken cancellationToken)
    {
        using var machine = checks.Look(name);
        var id = machine.IdOf("lock");
        try
        {
            using var held = FileLock.TryAcquire(machine.Files.Lock);
            return held is null
                ? [new CheckReport(id, Finding.NotAsked, "Another pockr starts or stops this machine just now; its checks are left out.")]
                : await AskAllAsync(checks.Of(machine), fix, cancellationToken);
        }
        catch (DirectoryNotFoundException)
        {
            return []; // removed meanwhile
        }
        catch (UnauthorizedAccessException exception)
        {
            return [ReportOf(id, Unreadable(exception))];
        }
    }

    private static async Task<Finding> AskAsync(ICheck check, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(cancellationToken);
        }
        catch (LauncherException failure)
        {
            return Finding.Error(failure);
        }
        catch (PockrException failure)
        {
            return Finding.Error(failure.Message, failure.Remedy);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(exception);
        }
    }

    private static async Task<CheckReport> MendAsync(ICheck check, Finding finding, Repair repair, CancellationToken cancellationToken)
    {
        try
        {
            await repair.DoAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or LauncherException)
        {
            return ReportOf(check.Id, finding with { Reason = $"{finding.Reason} It could not be put right: {exception.Message}" });
        }

        return ReportOf(check.Id, await AskAsync(check, cancellationToken)) with { Fixed = repair.Done };
    }

    private static Finding Unreadable(Exception exception) =>
        Finding.Error(exception.Message, "Give yourself the right to read and write it, or name another directory with POCKR_HOME.");

    private static CheckReport ReportOf(string id, Finding finding) =>
        new(id, finding.Status, finding.Reason, finding.Remedy, finding.Repair is not null);
}
