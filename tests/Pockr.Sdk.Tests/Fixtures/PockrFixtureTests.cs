using Pockr.Client;
using Pockr.Sdk.Hosts;
using Pockr.Xunit;
using Xunit.v3;

namespace Pockr.Sdk.Tests.Fixtures;

public sealed class PockrFixtureTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("pockr-fixture-").FullName;

    [Fact]
    public async Task AHostWithoutAnImage_FailsTheTests_WithTheRemedy()
    {
        await using var fixture = new Fixture(Options, skips: false);

        var failure = await Assert.ThrowsAsync<PockrException>(() => fixture.InitializeAsync().AsTask());

        Assert.Equal("machine_image_not_found", failure.Code);
        Assert.EndsWith($"\n  try: {failure.Remedy}", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => fixture.Host);
    }

    [Fact]
    public async Task WhereThatIsWishedFor_ItSkipsThoseThatAskForTheMachine_WithTheReason()
    {
        await using var fixture = new Fixture(Options, skips: true);

        await fixture.InitializeAsync();

        // Not by an assertion: it would let the exception through, and this test be skipped.
        var creation = fixture.CreateSandboxAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Task.WhenAny(creation);
        var skip = creation.Exception!.InnerException!;
        Assert.StartsWith(DynamicSkipToken.Value, skip.Message, StringComparison.Ordinal);
        Assert.Contains("\n  try: ", skip.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMachineThatCannotBe_IsAFault_AlsoWhereSkippingIsWishedFor()
    {
        await using var fixture = new Fixture(new HostOptions { Home = _home, Machine = "No Name" }, skips: true);

        await Assert.ThrowsAsync<PockrException>(() => fixture.InitializeAsync().AsTask());
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private HostOptions Options => new() { Home = _home, Image = Path.Combine(_home, "none") };

    private sealed class Fixture(HostOptions options, bool skips) : PockrFixture
    {
        protected override HostOptions Options => options;

        protected override bool SkipIfUnavailable => skips;
    }
}
