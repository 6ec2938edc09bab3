namespace Pockr.HostLauncher.Tests;

public sealed class RehearsalTests
{
    // It runs on a thread of its own, where an exception would end the program.
    [Theory]
    [InlineData("run")]
    [InlineData("exec")]
    [InlineData("ps")]
    public void APlay_EndsWell(string command) => Rehearsal.Play(command);
}
