using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Machines;

/// <summary>Machines that are to end with the program they belong to.</summary>
public sealed class OwnedMachinesTests : IAsyncLifetime
{
    private const int Qemu = 1001;

    private Launcher _launcher = null!;
    private FileLock _owner = null!;

    private MachineFiles Files => _launcher.Place.Files();

    public async ValueTask InitializeAsync()
    {
        _launcher = await Launcher.CreateRunningAsync();
        _owner = OwnedMachines.TryTake(Files)!;
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _launcher.DisposeAsync();
    }

    [Fact]
    public async Task OneWhoseProgramLives_Stays_AndIsTakenAwayByTheNextUpAfterThat()
    {
        Assert.Null(OwnedMachines.TryTake(Files));
        await _launcher.RunAsync("up", "another");
        Assert.NotNull(_launcher.Host.Find(Qemu));

        _owner.Dispose(); // as the system does for a program that is killed
        await _launcher.RunAsync("up", "another");

        Assert.Null(_launcher.Host.Find(Qemu));
        Assert.False(Directory.Exists(Files.Directory));
    }

    [Fact]
    public async Task ItsSupervisor_TakesItAway()
    {
        _launcher.Host.AddSelf();
        var supervising = _launcher.SuperviseAsync(TestContext.Current.CancellationToken);
        Assert.False(supervising.IsCompleted);

        _owner.Dispose();
        await supervising;

        Assert.Null(_launcher.Host.Find(Qemu));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_launcher.Place.Home.Machines));
    }

    [Fact]
    public async Task ThatOfNoProgram_IsNobodysToTakeAway()
    {
        _owner.Dispose();
        File.Delete(Files.Owner);

        await _launcher.RunAsync("up", "another");

        Assert.NotNull(_launcher.Host.Find(Qemu));
    }
}
