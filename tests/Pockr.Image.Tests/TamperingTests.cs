using Pockr.Image.Distributions.Alpine;
using Pockr.Image.Packages;
using Pockr.Testing.Alpine;

namespace Pockr.Image.Tests;

/// <summary>What a mirror may do to a build of the Alpine flavour: each is refused by name, with an exit code, and nothing of it is kept.</summary>
public sealed class TamperingTests(TamperingTable table) : IClassFixture<TamperingTable>
{
    private static readonly Dictionary<string, (Func<AlpineWorld, Task> Tamper, string[] Says)> s_cases = new()
    {
        ["package data changed"] = (
            world => Spoil(world.Mirror.PathOf("main", "library-1-r0.apk"), ^20),
            ["The package library-1-r0.apk is not what was signed: the data has the digest ", "--mirror"]),
        ["control section changed"] = (
            world => Spoil(world.Mirror.PathOf("main", "library-1-r0.apk"), world.Mirror.Find("library").Signature.Length + 4),
            [$"library-1-r0.apk is not what {AlpineWorld.KeyName} has signed.", "--mirror"]),
        ["package of a stranger"] = (
            world => Write(world, library => BuiltPackage.Build(library.Package, world.Stranger)),
            [$"library-1-r0.apk is signed by RSA.stranger@pockr-1.rsa.pub, and the recipe pins {AlpineWorld.KeyName}.", "'keys' in the recipe"]),
        ["package without a signature"] = (
            world => Write(world, library => library with { Signature = AlpineTar.Pack([TarFile.Of("nothing", "")], cut: true) }),
            ["library-1-r0.apk is not signed.", "--mirror"]),
        ["another package under the name"] = (
            world => Write(world, library => BuiltPackage.Build(library.Package with { License = "GPL" }, world.Key), recordOf: library => library),
            ["library-1-r0.apk is not what was signed: the control section has the digest Q1", "and the index says Q1"]),
        ["index changed"] = (
            world => Spoil(world.Mirror.PathOf("main", "APKINDEX.tar.gz"), ^20),
            [$"/v3.20/main/x86_64/APKINDEX.tar.gz is not what {AlpineWorld.KeyName} has signed.", "--mirror"]),
        ["index of a stranger"] = (
            world => WriteIndex(world, index => [.. world.Stranger.Sign(index), .. index], Packages(world)),
            [$"APKINDEX.tar.gz is signed by RSA.stranger@pockr-1.rsa.pub, and the recipe pins {AlpineWorld.KeyName}.", "'keys' in the recipe"]),
        ["index without a signature"] = (
            world => WriteIndex(world, index => index, Packages(world)),
            ["APKINDEX.tar.gz is not signed.", "--mirror"]),
        ["index older than one seen"] = (
            GoBackAsync,
            ["APKINDEX.tar.gz is of 2023-11-14 22:13:20Z, and one of 2033-05-18 03:33:20Z has been seen.", "alpine-indexes.json"]),
        ["index names what is gone"] = (
            world => Remove(world.Mirror.PathOf("main", "library-1-r0.apk")),
            ["library-1-r0.apk cannot be had: the answer is 404.", "in a few minutes"]),
        ["dependency missing"] = (
            world => WriteIndex(world, world.Signed, world.Mirror.Add(new AlpinePackage("program", "2-r0", []) { Depends = ["so:libmissing.so.1"] })),
            ["apk refuses: ERROR: unable to select packages:", "so:libmissing.so.1 (no such package)", "'packages'"]),
        ["download cut short"] = (
            world => Cut(world.Mirror.PathOf("main", "library-1-r0.apk")),
            ["The package library-1-r0.apk has ", " bytes, and the index says ", "Build again"]),
        ["mirror dies in the middle"] = (
            world => Task.FromResult(world.Server.DiesAt = "library-1-r0.apk"),
            ["library-1-r0.apk broke off after ", "The response ended prematurely", "Build again"]),
        ["mirror is not there"] = (
            world => world.Server.DisposeAsync().AsTask(),
            ["An image on alpine cannot be built: ", "cannot be reached: Connection refused.", "--distro auto"]),
        ["path leaves the root"] = (
            world => Write(world, library => BuiltPackage.Build(library.Package with { Files = [TarFile.Of("../../planted", "")] }, world.Key)),
            ["The package library cannot be unpacked: the path '../../planted' leaves the root file system.", "--refresh"]),
        ["release file changed"] = (
            world => Spoil(world.ReleaseFile, ^20),
            ["alpine-minirootfs-3.20.3-x86_64.tar.gz has the SHA-512 ", ", and the recipe pins 9d5405f6", "'minirootfs'"]),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ATamperedMirror_IsRefusedByName_AndLeavesNothing(string @case)
    {
        await using var world = await WorldAsync();
        var (tamper, says) = s_cases[@case];
        await tamper(world);

        var (exitCode, error) = await world.BuildAsync();

        table.Add(@case, world.Neutral(error), exitCode);
        Assert.Equal(1, exitCode);
        Assert.Matches("^error: .*\n  try: .*\n$", error);
        Assert.All(says, text => Assert.Contains(text, error, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateDirectories(world.Steps));
        await AssertArchiveIsWholeAsync(world);
    }

    [Fact]
    public async Task AnUntouchedMirror_IsTaken_AndApksDatabaseKept()
    {
        await using var world = await WorldAsync();

        var (_, error) = await world.BuildAsync();

        // There is no busybox on it, which comes to light once all packages are there.
        Assert.StartsWith("error: No package of the recipe has brought usr/bin/busybox.", error, StringComparison.Ordinal);
        var step = Assert.Single(Directory.EnumerateDirectories(world.Steps));
        var resolved = PackageLock.Read(Path.Combine(step, "packages.json"));
        Assert.Equal(["library", "program"], resolved.Packages.Select(package => package.Name));
        await AssertArchiveIsWholeAsync(world);

        var files = PackageArchive.Open(world.Archive).ListOf(resolved);
        await new AlpineDistribution(world.Server.Url, "unused").InstallDatabaseAsync(world.Recipe, files, world["root"], TestContext.Current.CancellationToken);

        var installed = await File.ReadAllTextAsync(world["root/usr/lib/apk/db/installed"], TestContext.Current.CancellationToken);
        Assert.Contains("P:library\n", installed, StringComparison.Ordinal);
        Assert.Equal(".pockr\nprogram\n", await File.ReadAllTextAsync(world["root/etc/apk/world"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ALock_IsBuiltFromTheArchive_WhenTheMirrorIsGone()
    {
        await using var world = await WorldAsync();
        Directory.Delete(Path.GetDirectoryName(world.Steps)!, recursive: true);
        Assert.Equal((0, ""), await world.LockAsync());
        Assert.Equal("v3.20/main/x86_64/library-1-r0.apk", PackageLock.Read(world.LockFile).Packages[0].Url);
        await world.Server.DisposeAsync();

        var (_, error) = await world.BuildAsync("--locked");

        Assert.StartsWith("error: No package of the recipe has brought usr/bin/busybox.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAgentForAnotherCLibrary_IsRefused()
    {
        await using var world = await WorldAsync();
        world.AgentLoader = "/lib64/ld-linux-x86-64.so.2";

        var (exitCode, error) = await world.BuildAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("was not published for the C library of alpine.\n  try: Run './build.sh agent --distro alpine'", error, StringComparison.Ordinal);
    }

    private static async Task<AlpineWorld> WorldAsync()
    {
        var world = new AlpineWorld();
        world.Mirror.Add(new AlpinePackage("library", "1-r0", [TarFile.Of("usr/lib/library", new string('x', 4096))]));
        await Add(world, new AlpinePackage("program", "1-r0", [TarFile.Of("usr/bin/program", "body")]) { Depends = ["library", "initramfs-generator"] });
        return world;
    }

    private static async Task AssertArchiveIsWholeAsync(AlpineWorld world)
    {
        foreach (var package in Directory.EnumerateFiles(world.Archive).Where(file => !file.EndsWith(".tar.gz", StringComparison.Ordinal)))
        {
            var digest = await Digests.OfFileAsync(package, TestContext.Current.CancellationToken);
            Assert.Equal($"{digest}.apk", Path.GetFileName(package));
        }
    }

    private static Task Add(AlpineWorld world, AlpinePackage package)
    {
        world.Mirror.Add(package);
        world.Mirror.WriteIndexes();
        return Task.CompletedTask;
    }

    private static async Task Spoil(string file, Index at)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    private static Task Remove(string file)
    {
        File.Delete(file);
        return Task.CompletedTask;
    }

    private static async Task Cut(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)]);
    }

    // The index follows, as on the mirror of someone who can sign it; what it says of the control section may be of another package.
    private static Task Write(AlpineWorld world, Func<BuiltPackage, BuiltPackage> change, Func<BuiltPackage, BuiltPackage>? recordOf = null)
    {
        var library = world.Mirror.Find("library");
        var changed = change(library);
        world.Mirror.Write("main", library.Package.FileName, changed.Bytes);
        var record = recordOf is null ? changed : changed with { Control = recordOf(library).Control, Data = Padded(changed, library) };
        return WriteIndex(world, world.Signed, record, world.Mirror.Find("program"));
    }

    // So that a record with another package's control section tells the size of the file that is there.
    private static byte[] Padded(BuiltPackage there, BuiltPackage recorded) =>
        new byte[there.Control.Length + there.Data.Length - recorded.Control.Length];

    private static Task WriteIndex(AlpineWorld world, Func<byte[], byte[]> sign, params BuiltPackage[] packages)
    {
        world.Mirror.Write("main", "APKINDEX.tar.gz", sign(LocalMirror.Index(packages)));
        return Task.CompletedTask;
    }

    private static BuiltPackage[] Packages(AlpineWorld world) => [world.Mirror.Find("library"), world.Mirror.Find("program")];

    private static async Task GoBackAsync(AlpineWorld world)
    {
        var index = world.Mirror.PathOf("main", "APKINDEX.tar.gz");
        var old = await File.ReadAllBytesAsync(index);
        await Add(world, new AlpinePackage("program", "2-r0", []) { BuildTime = 2_000_000_000 });
        await world.BuildAsync();
        foreach (var step in Directory.EnumerateDirectories(world.Steps))
        {
            Directory.Delete(step, recursive: true);
        }

        await File.WriteAllBytesAsync(index, old);
    }
}
