using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.HostLauncher.Tests.Images;
using Pockr.Machines;
using Pockr.Machines.Checks;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Signing;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class ImageCommandTests
{
    private const string Image = $"debian-x86_64-{TemporaryHome.BuildId}";
    private const string NewerImage = "debian-x86_64-ffffffffffffffff";

    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Generate();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ASignedImage_IsImported_AndMachinesAreMadeOfIt(bool throughPipe)
    {
        await using var launcher = await NewAsync();
        var bundle = BundleFile.Of(launcher.Place, s_key);
        launcher.Variables["POCKR_IMAGE_KEY"] = s_key.PublicKey.Line;
        launcher.Input = new MemoryStream(bundle);
        var file = throughPipe ? "-" : Path.Combine(launcher.Place.Directory, "image.tar");
        if (!throughPipe)
        {
            await File.WriteAllBytesAsync(file, bundle, Cancellation);
        }

        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync("image", "import", file, "--json"), FailuresOf(launcher)));
        var report = JsonDocument.Parse(launcher.Out).RootElement;
        Assert.Equal((Image, s_key.PublicKey.Id), (report.GetProperty("name").GetString(), report.GetProperty("signedBy").GetString()));
        Assert.True(File.Exists(Path.Combine(launcher.Place.Home.Images, Image, BundleFile.Companion)));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up", "--port", $"{launcher.Agent.Url.Port}", "--no-template"));
    }

    [Theory]
    [InlineData("unsigned", "it is not signed")]
    [InlineData("no key", "it is signed, and this pockr has no key to verify it with")]
    [InlineData("another key", "it is signed with the key")]
    [InlineData("a changed list", "the signature does not fit the content", false)]
    public async Task AnImageNobodyKnownHasSigned_IsRefused_UnlessThatIsMeant(string kind, string message, bool isAllowed = true)
    {
        await using var launcher = await NewAsync();
        launcher.Variables["POCKR_IMAGE_KEY"] = kind switch
        {
            "no key" => "",
            "another key" => MinisignSecretKey.Generate().PublicKey.Line,
            _ => s_key.PublicKey.Line,
        };
        var bundle = BundleFile.Of(launcher.Place, kind == "unsigned" ? null : s_key);
        if (kind == "a changed list")
        {
            var files = BundleFile.FilesOf(launcher.Place);
            bundle = BundleFile.Pack([.. BundleFile.HeadOf(files.SkipLast(1)), BundleFile.HeadOf(files, s_key).Last(), .. files.SkipLast(1)]);
        }

        launcher.Input = new MemoryStream(bundle);
        Assert.Equal(ExitCodes.ImageUntrusted, await launcher.RunAsync("image", "import", "-"));
        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Contains("'--allow-unsigned'", launcher.Error, StringComparison.Ordinal);
        Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images).Select(Path.GetFileName));

        launcher.Input = new MemoryStream(bundle);
        var exitCode = await launcher.RunAsync("image", "import", "-", "--allow-unsigned");
        Assert.Equal(isAllowed ? ExitCodes.Success : ExitCodes.ImageUntrusted, exitCode);
    }

    [Fact]
    public async Task AnImageThatIsThere_IsNotTakenTwice_AndWhatAKilledOneLeftIsRemoved()
    {
        await using var launcher = await NewAsync();
        var bundle = BundleFile.Of(launcher.Place);
        var left = Directory.CreateDirectory(Path.Combine(launcher.Place.Home.Images, ".install-1"));
        for (var times = 0; times < 2; times++)
        {
            launcher.Input = new MemoryStream(bundle);
            Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync("image", "import", "-", "--allow-unsigned"), FailuresOf(launcher)));
        }

        Assert.False(left.Exists && Directory.Exists(left.FullName));
        Assert.Equal([".lock", Image], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Images).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ls_TellsWhoNeedsWhat()
    {
        await using var launcher = await CreateWithMachinesAsync();
        Directory.CreateDirectory(Path.Combine(launcher.Place.Home.Images, "broken"));
        var said = launcher.Out.Length;

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "ls", "--json"));
        var images = JsonDocument.Parse(launcher.Out[said..]).RootElement.EnumerateArray().ToList();
        Assert.Equal(["broken", Image, NewerImage], images.Select(image => image.GetProperty("name").GetString()));
        Assert.Equal(["one"], images[1].GetProperty("machines").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Templates(launcher)[..1], images[1].GetProperty("templates").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal([false, false, true], images.Select(image => image.GetProperty("next").GetBoolean()));
        Assert.Equal("x86_64", images[1].GetProperty("architecture").GetString());
        Assert.True(images[0].TryGetProperty("damage", out _));
        Assert.True(images[1].GetProperty("bytes").GetInt64() > 0);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "ls"));
        Assert.Contains($"one template:{Templates(launcher)[0]}", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ComparesFiles_AndSignatures()
    {
        await using var launcher = await NewAsync();
        launcher.Input = new MemoryStream(BundleFile.Of(launcher.Place, s_key));
        await launcher.RunAsync("image", "import", "-", "--allow-unsigned");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "verify", Image, "--key", s_key.PublicKey.Line));
        Assert.Contains($"{Image}: intact, signed with the key {s_key.PublicKey.Id}", launcher.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "verify"));
        Assert.Contains($"{Image}: intact; it is signed, and there is no key to verify it with", launcher.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.ImageUntrusted, await launcher.RunAsync("image", "verify", "--key", MinisignSecretKey.Generate().PublicKey.Line));
        Assert.Equal(ExitCodes.ImageNotFound, await launcher.RunAsync("image", "verify", "nothing"));

        var companion = Path.Combine(launcher.Place.Home.Images, Image, BundleFile.Companion);
        await File.AppendAllTextAsync(companion, "x", Cancellation);
        Assert.Equal(ExitCodes.ImageDamaged, await launcher.RunAsync("image", "verify"));
        Assert.Contains($"{BundleFile.Companion} has the SHA-256", launcher.Error, StringComparison.Ordinal);
        File.Delete(companion);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "verify")); // an older pockr did not copy it

        await File.AppendAllTextAsync(Path.Combine(launcher.Place.Home.Images, Image, ImageManifest.KernelFile), "x", Cancellation);
        Assert.Equal(ExitCodes.ImageDamaged, await launcher.RunAsync("image", "verify"));
        Assert.Contains("vmlinux has 19 bytes, expected 18.", launcher.Error, StringComparison.Ordinal);
        Assert.Contains($"{Image}: not in order", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rm_IsRefusedWhileAMachineOrATemplateNeedsTheImage()
    {
        await using var launcher = await CreateWithMachinesAsync();
        var template = Templates(launcher)[0];

        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("image", "rm", Image));
        Assert.Contains($"The image {Image} is used by the machine 'one', the template '{template}'.", launcher.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "rm", "--force", "one"));
        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("image", "rm", Image));
        Assert.Contains($"is used by the template '{template}'.", launcher.Error, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(launcher.Place.Home.Templates, template), recursive: true);
        Assert.Equal(ExitCodes.ImageNotFound, await launcher.RunAsync("image", "rm", "../vms"));

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("image", "rm", Image));
        Assert.Equal([NewerImage], Images(launcher));
    }

    [Fact]
    public async Task Gc_RemovesWhatNoMachineUses_AndKeepsWhatTheNextOneBeginsWith()
    {
        await using var launcher = await CreateWithMachinesAsync();
        await launcher.RunAsync("vm", "rm", "--force", "one", "two");
        var templates = Templates(launcher);
        Assert.Equal(Finding.Doubtful, (await CheckAsync(launcher)).Status);
        var dry = await CollectAsync(launcher, "--dry-run");
        Assert.Equal((2, 2), (Images(launcher).Count, Templates(launcher).Count));

        var removed = await CollectAsync(launcher);

        Assert.Equal(dry.GetProperty("removed").GetRawText(), removed.GetProperty("removed").GetRawText());
        Assert.Equal(["template", "image"], removed.GetProperty("removed").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal(removed.GetProperty("removed").EnumerateArray().Sum(item => item.GetProperty("bytes").GetInt64()), removed.GetProperty("bytes").GetInt64());
        Assert.Equal([NewerImage, .. templates[1..]], Images(launcher).Concat(Templates(launcher)));
        Assert.Equal(Finding.Fine, (await CheckAsync(launcher)).Status);

        await CollectAsync(launcher, "--all");
        Assert.Empty(Images(launcher).Concat(Templates(launcher)));
    }

    [Fact]
    public async Task Gc_KeepsWhatMachinesLieOver_WhateverTheirSettingsSay()
    {
        await using var launcher = await CreateWithMachinesAsync();
        var (one, two) = (launcher.Place.Files("one"), launcher.Place.Files("two"));
        MachineStore.Save(one, MachineStore.FindConfig(one)! with { Template = null, Image = NewerImage });

        await CollectAsync(launcher, "--all");

        Assert.Equal((2, 2), (Images(launcher).Count, Templates(launcher).Count));
        var chain = new DiskChain(launcher.Place.Home);
        Assert.All([one, two], files => Assert.Equal(3, chain.Read(files.Overlay).Count));
    }

    [Fact]
    public async Task Gc_RemovesTemplatesOfAnotherQemu()
    {
        await using var launcher = await CreateWithMachinesAsync();
        await launcher.RunAsync("vm", "rm", "--force", "two");
        launcher.Host.QemuVersion = "QEMU emulator version 8.0.1";

        var removed = await CollectAsync(launcher);

        Assert.Equal(["template"], removed.GetProperty("removed").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.Single(Templates(launcher));
    }

    [Theory]
    [InlineData("a damaged disk", "is damaged: it is not a qcow2 file")]
    [InlineData("settings that cannot be read", "config.json cannot be read")]
    [InlineData("a machine that is being made", "another pockr makes it just now")]
    public async Task Gc_InDoubt_RemovesNothing(string doubt, string message)
    {
        await using var launcher = await CreateWithMachinesAsync();
        await launcher.RunAsync("vm", "rm", "--force", "one");
        var files = launcher.Place.Files(doubt == "a machine that is being made" ? "three" : "two");
        PrivateDirectory.Create(files.Directory);
        using var held = files.Directory.EndsWith("three", StringComparison.Ordinal) ? FileLock.TryAcquire(files.Lock) : null;
        if (held is null)
        {
            await File.WriteAllTextAsync(doubt == "a damaged disk" ? files.Overlay : files.Config, new string('x', 512), Cancellation);
        }

        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("image", "gc", "--all"));
        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("image", "rm", Image));

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Equal((2, 2), (Images(launcher).Count, Templates(launcher).Count));
        Assert.Equal(Finding.NotAsked, (await CheckAsync(launcher)).Status);
    }

    [Fact]
    public async Task Gc_SweepsWhatWasCutShort()
    {
        await using var launcher = await NewAsync();
        var (images, templates) = (launcher.Place.Home.Images, launcher.Place.Home.Templates);
        string[] left = [Path.Combine(images, ".install-1"), Path.Combine(images, ".removed-1"), Path.Combine(templates, ".make-1"), Path.Combine(templates, ".removed-1")];
        Array.ForEach(left, path => Directory.CreateDirectory(path));
        await File.WriteAllTextAsync(Path.Combine(images, ".pull-1.part"), "half", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(images, ".pull-1.etag"), "\"x\"", Cancellation);

        var removed = await CollectAsync(launcher);

        Assert.Equal(["download", "leftover", "leftover", "leftover", "leftover"], removed.GetProperty("removed").EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal(4, removed.GetProperty("bytes").GetInt64());
        Assert.Equal([".lock", ".lock"], new[] { images, templates }.SelectMany(Directory.EnumerateFileSystemEntries).Select(Path.GetFileName));
    }

    /// <summary>Two machines of two images, each over a template of its own; new ones are made of the second image.</summary>
    private static async Task<Launcher> CreateWithMachinesAsync()
    {
        var launcher = await NewAsync();
        launcher.Place.WriteImage();
        await UpAsync(launcher, "one");
        Directory.Delete(launcher.Place.ImageDirectory, recursive: true); // as a build does: what is installed are the same files
        launcher.Place.WriteImage(manifest => manifest with { BuildId = NewerImage[^16..] });
        await UpAsync(launcher, "two");
        await launcher.RunAsync("down", "one", "--power-off");
        await launcher.RunAsync("down", "two", "--power-off");
        return launcher;
    }

    private static async Task<Launcher> NewAsync()
    {
        var launcher = await Launcher.CreateAsync();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        return launcher;
    }

    private static async Task UpAsync(Launcher launcher, string name) => Assert.Equal(
        ExitCodes.Success, await launcher.RunAsync("up", name, "--image", launcher.Place.ImageDirectory, "--port", $"{launcher.Agent.Url.Port}"));

    private static async Task<JsonElement> CollectAsync(Launcher launcher, params string[] more)
    {
        var said = launcher.Out.Length;
        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync(["image", "gc", "--json", .. more]), FailuresOf(launcher)));
        return JsonDocument.Parse(launcher.Out[said..]).RootElement;
    }

    private static async Task<CheckReport> CheckAsync(Launcher launcher)
    {
        var said = launcher.Out.Length;
        await launcher.RunAsync("doctor", "--json");
        return JsonSerializer.Deserialize(launcher.Out[said..], LauncherJson.Default.IReadOnlyListCheckReport)!.Single(report => report.Id == "image.unused");
    }

    private static List<string> Images(Launcher launcher) => NamesIn(launcher.Place.Home.Images);

    /// <summary>In the order they were made in.</summary>
    private static List<string> Templates(Launcher launcher) => [.. NamesIn(launcher.Place.Home.Templates)
        .OrderBy(name => File.GetLastWriteTimeUtc(Path.Combine(launcher.Place.Home.Templates, name, "template.json")))];

    private static List<string> NamesIn(string directory) => [.. Directory.EnumerateDirectories(directory)
        .Select(path => Path.GetFileName(path))
        .Where(name => !name.StartsWith('.'))
        .Order(StringComparer.Ordinal)];

    private static string FailuresOf(Launcher launcher) =>
        string.Concat(launcher.Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)));
}
