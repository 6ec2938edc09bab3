using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>An image as users get it: one file, on a host that has none.</summary>
public sealed class ReleasedImageTests : IDisposable
{
    private const int Untrusted = 40;
    private const int LeftAlone = 22;

    private readonly string _place = Directory.CreateTempSubdirectory("pockr-").FullName;

    [Fact(Timeout = 900_000)]
    public async Task AReleasedImage_IsTakenIn_AndAMachineOfItRuns()
    {
        Requirements.Need(Requirements.Launcher, Requirements.Image);
        var (bundle, key) = await BundleAsync();
        var pockr = new PockrCli(Path.Combine(_place, "home"));

        Assert.Equal(Untrusted, (await pockr.RunAsync("image", "import", bundle)).ExitCode);
        var name = (string)(await pockr.JsonAsync("image", "import", bundle, "--key", key))["name"]!;
        try
        {
            await pockr.MustAsync("up", "--no-template", "--image", Path.Combine(pockr.Home, "images", name));

            Assert.Equal("hello\n", await pockr.MustAsync("run", "--rm", "busybox", "echo", "hello"));
            Assert.Contains($"{name}: intact, signed with", await pockr.MustAsync("image", "verify", name, "--key", key), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(pockr.Home, "images", name, "sbom.cdx.json")));
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

    /// <summary>Signs and packs the image that was built, which stays as it is.</summary>
    private async Task<(string Bundle, string Key)> BundleAsync()
    {
        var image = Directory.CreateDirectory(Path.Combine(_place, "image")).FullName;
        foreach (var file in Directory.EnumerateFiles(Requirements.Image))
        {
            File.CreateSymbolicLink(Path.Combine(image, Path.GetFileName(file)), file);
        }

        var (secret, key) = (Path.Combine(_place, "maker.key"), Path.Combine(_place, "maker.pub"));
        await RunAsync("key", "--secret", secret, "--public", key);
        await RunAsync("sign", "--sign-key", secret, image);
        await RunAsync("bundle", "--image", image, "--source", SourceWithRoom(), "--output", _place, "--preset", "0");
        Assert.Single(Directory.GetFiles(_place, "pockr-image-*.sbom.spdx.json"));
        return (Directory.GetFiles(_place, "pockr-image-*.tar").Single(), key);
    }

    /// <summary>The recipes, with room for what is packed in a hurry: as for a release, it would take xz minutes.</summary>
    private string SourceWithRoom()
    {
        var recipes = Directory.CreateDirectory(Path.Combine(_place, "source", "recipes")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Requirements.Root, "image/recipes")))
        {
            var recipe = JsonNode.Parse(File.ReadAllText(file))!;
            recipe["budgetBytes"] = 2 * (long)recipe["budgetBytes"]!;
            File.WriteAllText(Path.Combine(recipes, Path.GetFileName(file)), recipe.ToJsonString());
        }

        return Path.GetDirectoryName(recipes)!;
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var program = Path.Combine(Requirements.Root, "image/bin/Release/net10.0/pockr-image.dll");
        Requirements.Need(program);
        var result = await HostCommand.RunAsync("dotnet", ["exec", program, .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
