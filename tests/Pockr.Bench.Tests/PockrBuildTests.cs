using Pockr.Bench.Machines;

namespace Pockr.Bench.Tests;

public sealed class PockrBuildTests : IDisposable
{
    private readonly string _checkout = Directory.CreateTempSubdirectory("pockr-bench-").FullName;

    public void Dispose() => Directory.Delete(_checkout, recursive: true);

    [Fact]
    public async Task AWorkingCopyThatWasBuilt_HasALauncherAndAnImage()
    {
        Make("artifacts/bin/pockr");
        Make("artifacts/image/alpine-aarch64/manifest.json");
        var manifest = Make("artifacts/image/alpine-x86_64/manifest.json", """{"distro":"alpine","architecture":"x86_64","buildId":"1"}""");

        var build = PockrBuild.In(_checkout);

        Assert.Equal(new PockrBuild(Path.Combine(_checkout, "artifacts/bin/pockr"), Path.GetDirectoryName(manifest)!), build);
        Assert.Equal("alpine-x86_64-1", await build.ReadImageIdAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("artifacts/bin/pockr", "./build.sh launcher", "README.md")]
    [InlineData("artifacts/image", "./build.sh image", "artifacts/bin/pockr")]
    [InlineData("artifacts/image", "./build.sh image", "artifacts/bin/pockr", "artifacts/image/alpine-aarch64/manifest.json", "artifacts/image/alpine-x86_64/base.qcow2")]
    public void WhatIsMissing_IsToldWithWhatMakesIt(string missing, string remedy, params string[] files)
    {
        Array.ForEach(files, file => Make(file));

        var failure = Assert.Throws<BenchException>(() => PockrBuild.In(_checkout));

        Assert.Contains(Path.Combine(_checkout, missing), failure.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    private string Make(string file, string text = "")
    {
        var path = Path.Combine(_checkout, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
