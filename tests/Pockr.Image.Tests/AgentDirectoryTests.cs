using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Errors;

namespace Pockr.Image.Tests;

public sealed class AgentDirectoryTests : IDisposable
{
    private static readonly DebianDistribution s_debian = new(null);

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void EnsureFits_TakesAProgramForTheProcessorAndTheLibrary_AndNoOther()
    {
        File.WriteAllBytes(_directory["guest-agent"], [0x7f, .. "ELF"u8, .. new byte[14], 183, 0, 1, .. "/lib/ld-linux-aarch64.so.1"u8]);

        AgentDirectory.EnsureFits(_directory.Path, Architecture.Arm64, s_debian);
        var foreign = new AlpineDistribution(null, _directory["indexes"]);
        var library = Assert.Throws<ImageException>(() => AgentDirectory.EnsureFits(_directory.Path, Architecture.Arm64, foreign));
        var failure = Assert.Throws<ImageException>(() => AgentDirectory.EnsureFits(_directory.Path, Architecture.X64, s_debian));

        Assert.Contains("was not published for the C library of alpine", library.Message, StringComparison.Ordinal);

        Assert.Contains("not a program for x86_64", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--arch x86_64", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void EnsureFits_OfNoProgram_IsRefused()
    {
        Assert.Contains("no published agent", Assert.Throws<ImageException>(Check).Message, StringComparison.Ordinal);

        File.WriteAllText(_directory["guest-agent"], "#!/bin/sh");
        Assert.Throws<ImageException>(Check);

        void Check() => AgentDirectory.EnsureFits(_directory.Path, Architecture.Arm64, s_debian);
    }

    public void Dispose() => _directory.Dispose();
}
