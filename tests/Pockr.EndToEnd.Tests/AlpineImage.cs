using System.Text.Json.Nodes;
using Pockr.Image;
using Pockr.Image.Distributions;
using Pockr.Image.Distributions.Debian;
using Pockr.Image.Packages;
using Pockr.Image.Recipes;
using Pockr.Image.Steps;
using Pockr.Testing.Alpine;

namespace Pockr.EndToEnd.Tests;

/// <summary>The Alpine flavour, built by the real pipeline on a mirror made here: signed packages in the real format around the real release file.</summary>
internal static class AlpineImage
{
    private const string Release = "v3.20";
    private const string Version = "3.20.3";

    private const string Sha512 =
        "9d5405f61f8a6ebc02461ba75346fbf1a63a4eab8510a0158dd321cee0c4dafe28c2a3d2cb7c3d75e2a8130dae0c3c92382f5b6adeea309eafc97621c5bf6400";

    private const string Compiler = "/usr/bin/gcc";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Archive => Path.Combine(Requirements.Root, "artifacts/cache/packages");

    private static string Sources => Path.Combine(Requirements.Root, "image");

    public static IEnumerable<string> Needs => [Requirements.Launcher, Requirements.Minirootfs, Requirements.MuslAgent, Compiler];

    /// <summary>Makes the mirror, and sources with a lock of what is on it.</summary>
    /// <param name="directory">Directory for all of it.</param>
    public static async Task PrepareAsync(string directory)
    {
        using var key = new AlpineKey("test@pockr-1.rsa.pub");
        await MakeMirrorAsync(Path.Combine(directory, "mirror"), directory, key);
        await MakeSourceAsync(Path.Combine(directory, "image"), key);
        await RunAsync([], directory, directory, "lock");
    }

    /// <param name="directory">Directory that was prepared.</param>
    /// <param name="output">Directory for the image and what its build keeps.</param>
    /// <param name="user">A command that runs another one as another user, if it is not to be this one.</param>
    /// <returns>The image's directory.</returns>
    public static async Task<string> BuildAsync(string directory, string output, params string[] user)
    {
        await RunAsync(user, directory, output, "build", "--locked", "--agent", Requirements.MuslAgent, "--output", output);
        return Path.Combine(output, "alpine-x86_64");
    }

    private static async Task RunAsync(string[] user, string directory, string output, params string[] command)
    {
        string[] line =
        [
            .. user, "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "pockr-image.dll"), .. command,
            "--distro", "alpine", "--mirror", Path.Combine(directory, "mirror"), "--source", Path.Combine(directory, "image"),
            "--cache", Path.Combine(output, "cache"), "--archive", Path.Combine(directory, "archive"),
        ];
        var result = await HostCommand.RunAsync(line[0], line[1..]);
        Assert.True(result.ExitCode == 0, result.ToString());
        TestContext.Current.SendDiagnosticMessage("{0}", result.Output);
    }

    private static async Task MakeMirrorAsync(string target, string directory, AlpineKey key)
    {
        var library = Path.Combine(directory, "glibc-on-musl.so");
        var compiled = await HostCommand.RunAsync(
            Compiler,
            [
                "-O1", "-shared", "-fPIC", "-nostdlib", "-fno-stack-protector", "-Wl,-soname,ld-linux-x86-64.so.2", "-o", library,
                Path.Combine(Requirements.Root, "tests/Shared/Alpine/glibc-on-musl.c"),
            ]);
        Assert.True(compiled.ExitCode == 0, compiled.ToString());

        var mirror = new LocalMirror(target, Release, key);
        mirror.AddReleaseFile(Requirements.Minirootfs, Version);
        foreach (var package in MinirootfsPackages.Read(Requirements.Minirootfs))
        {
            mirror.Add(package);
        }

        foreach (var package in await DebianPackages.ReadAsync(await File.ReadAllBytesAsync(library, Cancellation), await FetchDebianAsync()))
        {
            mirror.Add(package, "community");
        }

        mirror.WriteIndexes();
    }

    // By the pipeline's own hands, and kept for the next run.
    private static async Task<IEnumerable<string>> FetchDebianAsync()
    {
        var recipe = RecipeFile.Read(Path.Combine(Sources, "recipes/debian.json"), Image.Architecture.X64);
        var debian = new DebianDistribution(DebianMirrors.FromHost(AptSourceFiles.ReadHost()));
        using var cache = StepCache.Open(Path.Combine(Requirements.Root, "artifacts/cache/alpine-mirror"), TextWriter.Null);
        var supply = new PackageSupply(
            new DistributionChoice(debian, recipe, "for the mirror"), new ImageSources(Sources).LockOf("debian-x86_64"), PackageArchive.Open(Archive), TextWriter.Null);
        var supplied = await supply.GetAsync(LockUse.Preferred, cache, Cancellation);
        return supplied.Files.Packages.Select(supplied.Files.PathOf);
    }

    // The repository's own files; the recipe with another release and another key, and with what Debian's older kernel needs for its disk.
    private static async Task<string> MakeSourceAsync(string target, AlpineKey key)
    {
        var copied = await HostCommand.RunAsync("cp", ["-a", Sources, target]);
        Assert.True(copied.ExitCode == 0, copied.ToString());
        var path = Path.Combine(target, "recipes/alpine.json");
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!;
        recipe["release"] = Release;
        recipe["minirootfs"] = new JsonObject { ["version"] = Version, ["sha512"] = Sha512 };
        recipe["keys"] = new JsonObject { [key.Name] = key.PublicKey };
        recipe["budgetBytes"] = 130_000_000; // for Debian's programs, and a second C library
        recipe["initramfsModules"] = new JsonArray("crc32c_intel", "crc32c_generic", "virtio_blk", "ext4");
        await File.WriteAllTextAsync(path, recipe.ToJsonString(), Cancellation);
        return target;
    }
}
