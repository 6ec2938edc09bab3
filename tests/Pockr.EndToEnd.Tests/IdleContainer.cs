namespace Pockr.EndToEnd.Tests;

/// <summary>A container that only waits. To start one is what costs, so the tests of a class share it.</summary>
public sealed class IdleContainer(RunningVm vm) : IAsyncLifetime
{
    internal TestContainer Container { get; private set; } = null!;

    internal string Name => Container.Name;

    public async ValueTask InitializeAsync() =>
        Container = await TestContainer.RunAsync(vm, $"idle-{Guid.NewGuid():n}", """{"cmd":["sleep","86400"],"stopTimeoutSeconds":0}""");

    /// <summary>Whatever the test before has done to it.</summary>
    internal async Task EnsureRunsAsync() => Assert.Equal(204, (await Container.PostAsync("start")).Status);

    public ValueTask DisposeAsync() => Container.DisposeAsync();
}
