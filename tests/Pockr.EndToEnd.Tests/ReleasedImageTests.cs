namespace Pockr.EndToEnd.Tests;

/// <summary>An image as users get it: one file, on a host that has none.</summary>
public sealed class ReleasedImageTests : IDisposable
{
    private const int Untrusted = 40;
    private const int LeftAlone = 22;

    private readonly string _place = Directory.CreateTempSubdirectory("pockr-").FullName;

    [Fact(Timeout = 300_000)]
    public async Task AReleasedImage_IsTakenIn_AndAMachineOfItRuns()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        var bundle = await BundleAsync();
        var pockr = new PockrCli(Path.Combine(_place, "home"));

        Assert.Equal(Untrusted, (await pockr.RunAsync("image", "import", bundle)).ExitCode);
        var name = (string)(await pockr.JsonAsync("image", "import", bundle, "--allow-unsigned"))["name"]!;
        try
        {
            await pockr.MustAsync("up", "--no-template", "--image", Path.Combine(pockr.Home, "images", name));

            Assert.Equal("hello\n", await pockr.MustAsync("run", "--rm", "busybox", "echo", "hello"));
            Assert.Contains($"{name}: intact", await pockr.MustAsync("image", "verify", name), StringComparison.Ordinal);
            var image = (await pockr.JsonAsync("image", "ls")).AsArray().Single(image => (bool)image!["installed"]!)!;
            Assert.Equal(["default"], image["machines"]!.AsArray().Select(machine => (string)machine!));
            Assert.Equal(LeftAlone, (await pockr.RunAsync("image", "rm", name)).ExitCode);
            await pockr.MustAsync("image", "gc", "--all");
            Assert.Equal("hello\n", await pockr.MustAsync("run", "--rm", "busybox", "echo", "hello"));
        }
        finally
        {
            await pockr.RunAsync("vm", "rm", "--force", "default");
        }

        Assert.Equal(name, (string)(await pockr.JsonAsync("image", "gc", "--all"))["removed"]![0]!["name"]!);
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);

    private async Task<string> BundleAsync()
    {
        var program = Path.Combine(Requirements.Root, "image/bin/Release/net10.0/pockr-image.dll");
        Requirements.Need(program);
        var result = await HostCommand.RunAsync("dotnet", ["exec", program, "bundle", "--image", Requirements.Image, "--output", _place]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return Directory.GetFiles(_place, "pockr-image-*.tar.gz").Single();
    }
}
