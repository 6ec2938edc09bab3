using Pockr.Image.Processes;

namespace Pockr.Image.Tests;

public sealed class ToolTests
{
    [Fact(Timeout = 30_000)]
    public async Task TryRun_WhereTheOutputCannotBeWritten_EndsTheProgramAndFails()
    {
        using var directory = new TemporaryDirectory();
        var endless = new ToolCommand("yes", []) { OutputFile = directory["missing/output"] };

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => Tool.TryRunAsync(endless, TestContext.Current.CancellationToken));
    }
}
