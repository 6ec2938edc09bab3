using Pockr.Image.Errors;

namespace Pockr.Image.Tests;

public sealed class AgentDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void EnsureFits_TakesAProgramForTheProcessor_AndNoOther()
    {
        File.WriteAllBytes(_directory["guest-agent"], [0x7f, .. "ELF"u8, .. new byte[14], 183, 0, 1]);

        AgentDirectory.EnsureFits(_directory.Path, Architecture.Arm64);
        var failure = Assert.Throws<ImageException>(() => AgentDirectory.EnsureFits(_directory.Path, Architecture.X64));

        Assert.Contains("not a program for x86_64", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--arch x86_64", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureFits_OfNoProgram_IsRefused()
    {
        Assert.Contains("no published agent", Assert.Throws<ImageException>(Check).Message, StringComparison.Ordinal);

        File.WriteAllText(_directory["guest-agent"], "#!/bin/sh");
        Assert.Throws<ImageException>(Check);

        void Check() => AgentDirectory.EnsureFits(_directory.Path, Architecture.Arm64);
    }

    public void Dispose() => _directory.Dispose();
}
