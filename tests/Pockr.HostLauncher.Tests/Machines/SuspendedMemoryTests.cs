using Pockr.Machines;

namespace Pockr.HostLauncher.Tests.Machines;

public sealed class SuspendedMemoryTests
{
    [Theory]
    [InlineData("-m 2048 -smp 2", null)]
    [InlineData("-m 4096 -smp 2", "-m was 2048 and is 4096 now")]
    [InlineData("-m 2048 -smp 2 -device more", "the machine is made differently now")]
    [InlineData("-m 2048", "the machine is made differently now")]
    [InlineData("-m 2048 -smp a-value-that-would-fill-the-line-and-tell-nobody-anything", "the machine is made differently now")]
    public void FindMisfit_TellsWhatChanged(string now, string? misfit)
    {
        var memory = new SuspendedMemory
        {
            Bytes = 1,
            QemuVersion = "7.2.0",
            Port = 7080,
            GuestSide = ["-m", "2048", "-smp", "2"],
            SavedAt = DateTimeOffset.UtcNow,
        };

        Assert.Equal(misfit, memory.FindMisfit(now.Split(' ')));
    }
}
