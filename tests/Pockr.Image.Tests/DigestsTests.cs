namespace Pockr.Image.Tests;

public sealed class DigestsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DigestsTests()
    {
        Directory.CreateDirectory(_directory["host"]);
        Directory.CreateDirectory(_directory["tree/var"]);
        File.WriteAllText(_directory["tree/file"], "x");
        Directory.CreateSymbolicLink(_directory["tree/var/run"], _directory["host"]);
    }

    [Fact]
    public async Task OfTree_DoesNotFollowALinkOutOfIt()
    {
        var before = await OfTreeAsync();

        await File.WriteAllTextAsync(_directory["host/lock"], "", TestContext.Current.CancellationToken);

        Assert.Equal(before, await OfTreeAsync());
    }

    [Fact]
    public async Task OfTree_DoesNotCountTheUmask()
    {
        var before = await OfTreeAsync();

        File.SetUnixFileMode(_directory["tree/file"], UnixFileMode.UserRead);
        File.SetUnixFileMode(_directory["tree/var"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(before, await OfTreeAsync());
    }

    [Fact]
    public async Task OfTree_CountsContentsTargetsAndWhatCanBeExecuted()
    {
        var digests = new List<string> { await OfTreeAsync() };
        await File.WriteAllTextAsync(_directory["tree/file"], "y", TestContext.Current.CancellationToken);
        digests.Add(await OfTreeAsync());
        File.SetUnixFileMode(_directory["tree/file"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        digests.Add(await OfTreeAsync());
        File.Delete(_directory["tree/var/run"]);
        File.CreateSymbolicLink(_directory["tree/var/run"], "/run");
        digests.Add(await OfTreeAsync());

        Assert.Distinct(digests);
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> OfTreeAsync() => Digests.OfTreeAsync(_directory["tree"], TestContext.Current.CancellationToken);
}
