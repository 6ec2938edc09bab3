using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pockr.Image.Recipes;
using Pockr.Testing.Alpine;

namespace Pockr.Image.Tests;

/// <summary>A small signed mirror, the sources of an image that is made of it, and the real program that makes it.</summary>
internal sealed class AlpineWorld : IAsyncDisposable
{
    public const string KeyName = "test@pockr-1.rsa.pub";

    private const string Release = "v3.20";
    private const string Version = "3.20.3";

    private readonly TemporaryDirectory _directory = new();

    public AlpineWorld()
    {
        Checkout.NeedMinirootfs();
        Directory.CreateDirectory(Steps);
        Mirror = new LocalMirror(MirrorDirectory, Release, Key);
        Mirror.AddReleaseFile(Checkout.Minirootfs, Version);
        Server = new MirrorServer(MirrorDirectory);
    }

    /// <summary>The loader that the agent names.</summary>
    public string AgentLoader { get; set; } = "/lib/ld-musl-x86_64.so.1";

    public AlpineKey Key { get; } = new(KeyName);

    /// <summary>One that the recipe does not pin.</summary>
    public AlpineKey Stranger { get; } = new("stranger@pockr-1.rsa.pub");

    public LocalMirror Mirror { get; }

    public MirrorServer Server { get; }

    /// <summary>An index as the pinned key signs it.</summary>
    public byte[] Signed(byte[] index) => [.. Key.Sign(index), .. index];

    public string ReleaseFile => Mirror.PathOf("releases", $"alpine-minirootfs-{Version}-x86_64.tar.gz");

    /// <summary>Where the results of steps are.</summary>
    public string Steps => Path.Combine(Cache, "alpine-x86_64");

    private string Cache => _directory["cache"];

    private string MirrorDirectory => _directory["mirror"];

    /// <summary>Every package that was ever fetched.</summary>
    public string Archive => _directory["archive"];

    public string LockFile => _directory["image/locks/alpine-x86_64.json"];

    public Recipe Recipe => RecipeFile.Read(_directory["image/recipes/alpine.json"], Architecture.X64);

    /// <summary>A place for a test's own files.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Runs <c>pockr-image build</c> on the mirror; the recipe asks for one package, <c>program</c>.</summary>
    public Task<(int ExitCode, string Error)> BuildAsync(params string[] options) =>
        RunAsync(["build", "--agent", _directory["agent"], "--output", _directory["output"], .. options]);

    /// <summary>Runs <c>pockr-image lock</c>.</summary>
    public Task<(int ExitCode, string Error)> LockAsync() => RunAsync(["lock"]);

    private async Task<(int ExitCode, string Error)> RunAsync(string[] command)
    {
        await WriteSourcesAsync();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec", Path.Combine(AppContext.BaseDirectory, "pockr-image.dll"), .. command, "--distro", "alpine", "--mirror", Server.Url,
                "--source", _directory["image"], "--cache", Cache, "--archive", Archive,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await build.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return (build.ExitCode, error);
    }

    /// <summary>An error text without what differs from one run to the next.</summary>
    public string Neutral(string text) => text
        .Replace(Server.Url, "http://MIRROR", StringComparison.Ordinal)
        .Replace(_directory.Path, "DIRECTORY", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Key.Dispose();
        Stranger.Dispose();
        _directory.Dispose();
    }

    private async Task WriteSourcesAsync()
    {
        var recipe = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Checkout.ImageSources, "recipes/alpine.json")))!;
        await using var minirootfs = File.OpenRead(Checkout.Minirootfs);
        var digest = await SHA512.HashDataAsync(minirootfs);
        recipe["release"] = Release;
        recipe["minirootfs"] = new JsonObject { ["version"] = Version, ["sha512"] = Convert.ToHexStringLower(digest) };
        recipe["keys"] = new JsonObject { [KeyName] = Key.PublicKey };
        recipe["packages"] = new JsonArray("program");
        Directory.CreateDirectory(_directory["image/recipes"]);
        await File.WriteAllTextAsync(_directory["image/recipes/alpine.json"], recipe.ToJsonString());
        File.Copy(Path.Combine(Checkout.ImageSources, "recipes/debian.json"), _directory["image/recipes/debian.json"], overwrite: true);
        Directory.CreateDirectory(_directory["agent"]);
        byte[] elf = [0x7f, .. "ELF"u8, .. new byte[14], 62, 0, .. Encoding.ASCII.GetBytes(AgentLoader)]; // as far as it is looked at
        await File.WriteAllBytesAsync(_directory["agent/guest-agent"], elf);
    }
}
