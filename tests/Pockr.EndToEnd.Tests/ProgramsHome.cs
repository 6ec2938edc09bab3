namespace Pockr.EndToEnd.Tests;

/// <summary>Where programs start machines by themselves. To make a template is what costs, so tests share it; each removes its machines.</summary>
public sealed class ProgramsHome : IDisposable
{
    internal PockrCli Cli { get; } = new(Directory.CreateTempSubdirectory("pockr-").FullName);

    internal string Path => Cli.Home;

    internal Task RemoveMachineAsync() => Cli.RunAsync("vm", "rm", "--force", "default");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The tests that start machines in one home, one after the other.</summary>
[CollectionDefinition(nameof(Programs))]
public sealed class Programs : ICollectionFixture<ProgramsHome>;
