using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Disks;

public sealed class ExportTests
{
    private const string Image = $"debian-x86_64-{TemporaryHome.BuildId}";
    private const long DiskBytes = 8L << 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatIsExported_CanBeImported_ThroughAFileAndThroughAPipe(bool throughPipe)
    {
        await using var launcher = await CreateWithDataAsync();
        var file = throughPipe ? "-" : Path.Combine(launcher.Place.Directory, "machine.tar");
        var said = launcher.OutBytes.Length;

        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync("vm", "export", "default", file), FailuresOf(launcher)));
        launcher.Input = new MemoryStream(launcher.OutBytes[said..]);
        Assert.Equal((ExitCodes.Success, ""), (await launcher.RunAsync("vm", "import", file, "copy"), FailuresOf(launcher)));

        var (source, copy) = (launcher.Place.Files(), launcher.Place.Files("copy"));
        Assert.Equal([copy.Overlay, launcher.BaseDisk()], launcher.Chain("copy"));
        await RunAsync("qemu-img", "compare", "-q", source.Overlay, copy.Overlay);
        Assert.NotEqual(MachineToken.Find(source)!.Value, MachineToken.Find(copy)!.Value);
        var names = Directory.EnumerateFileSystemEntries(copy.Directory).Select(Path.GetFileName);
        Assert.Equal(["config.json", "lock", "token", "user.qcow2"], names.Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(source.Export));
        if (!throughPipe)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
            Assert.Equal(ExitCodes.NameTaken, await launcher.RunAsync("vm", "export", "default", file));
            Assert.Equal(ExitCodes.NameTaken, await launcher.RunAsync("vm", "import", file, "copy"));
            Assert.DoesNotContain(MachineToken.Find(source)!.Value, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnImageThatIsNotThere_IsTakenFromTheFile_OnlyIfThatIsMeant()
    {
        await using var launcher = await CreateWithDataAsync();
        MachineStore.Save(launcher.Place.Files(), new SuspendedMemory { Bytes = 1, QemuVersion = "7.2.22", Port = 7080, GuestSide = [], SavedAt = DateTimeOffset.UtcNow });
        var file = Path.Combine(launcher.Place.Directory, "machine.tar");
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("vm", "export", "default", file, "--with-image"));
        Assert.Contains("is suspended: its disk is exported, and what it has in memory is not", launcher.Error, StringComparison.Ordinal);

        await using var other = await Launcher.CreateAsync();
        other.Host.QemuImg = new ProcessRunner();
        Assert.Equal(ExitCodes.ImageNotFound, await other.RunAsync("vm", "import", file, "copy"));
        Assert.Contains("'pockr vm import --with-image' takes it over", other.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(other.Place.Home.Machines));

        Assert.Equal((ExitCodes.Success, ""), (await other.RunAsync("vm", "import", "--with-image", file, "copy"), FailuresOf(other, skip: 1)));
        Assert.Equal([other.Place.Files("copy").Overlay, other.BaseDisk()], other.Chain("copy"));
    }

    [Fact]
    public async Task AMachineThatRuns_IsNotExported()
    {
        await using var launcher = await DiskWorld.CreateAsync();
        var file = Path.Combine(launcher.Place.Directory, "machine.tar");

        Assert.Equal(ExitCodes.MachineInUse, await launcher.RunAsync("vm", "export", "default", file));
        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("vm", "export", "nobody", file));
        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("vm", "export", "default", "/no/such/directory/machine.tar"));
        Assert.Equal(ExitCodes.Failure, await launcher.RunAsync("vm", "import", "/no/such/file", "copy"));

        Assert.DoesNotContain(Directory.EnumerateFiles(launcher.Place.Directory), path => path.Contains("machine.tar", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> HostileFiles => new()
    {
        { "no archive", "it is no tar archive" },
        { "nothing", "it is no tar archive, or cut off" },
        { "no description", "its first file is not a machine.json" },
        { "no JSON", "its machine.json cannot be read" },
        { "another schema", "its schema is 9" },
        { "an image up there", "'../x' is no image's name" },
        { "a huge disk", "its disk has 9223372036854775807 bytes" },
        { "no processors", "it has 0 processors" },
        { "a name up there", "it lists '../x'" },
        { "a negative size", "it lists 'disk.qcow2' with -1 bytes" },
        { "a file twice", "it lists a file twice" },
        { "no disk in the list", "it lists no disk.qcow2" },
        { "no disk", "disk.qcow2 is missing" },
        { "a disk twice", "or has twice" },
        { "another file", "it has 'other' with" },
        { "a link", "is not a plain file" },
        { "a directory", "is not a plain file" },
        { "another digest", "has the SHA-256" },
        { "another size", "it has 'disk.qcow2' with" },
        { "cut off", "it is damaged or cut off within disk.qcow2" },
        { "a backing file", "its disk names other files" },
        { "a data file", "its disk names other files" },
        { "another virtual size", "or has another size than it is said to have" },
        { "a disk that is none", "its disk is damaged" },
    };

    [Theory]
    [MemberData(nameof(HostileFiles))]
    public async Task AFileThatIsNotAsItShouldBe_IsRefused_AndLeavesNothing(string kind, string message)
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        launcher.Input = new MemoryStream(await HostileAsync(kind));
        var commands = launcher.Host.Commands.Count;

        var exitCode = await launcher.RunAsync("vm", "import", "-", "copy");

        Assert.Contains(message, launcher.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.PackedMachineUnusable, exitCode);
        Assert.Equal(commands, launcher.Host.Commands.Count);
        Assert.Equal([launcher.Place.Files().Directory], Directory.EnumerateFileSystemEntries(launcher.Place.Home.Machines));
    }

    [Fact]
    public async Task AnImportThatWasKilled_IsTidiedUp_ButNotOneAtWork()
    {
        await using var launcher = await DiskWorld.CreateStoppedAsync();
        var killed = new MachineFiles(Path.Combine(launcher.Place.Home.Machines, ".new-1"));
        Directory.CreateDirectory(killed.Directory);
        await File.WriteAllTextAsync(killed.Lock, "", Cancellation);
        using var working = NewMachine.Begin(launcher.Place.Home);

        Assert.False(Directory.Exists(killed.Directory));
        await launcher.RunAsync("vm", "import", "-", "copy");

        Assert.True(Directory.Exists(working.Files.Directory));
    }

    private static async Task<byte[]> HostileAsync(string kind)
    {
        var disk = kind switch
        {
            "a backing file" => Qcow2File.Over("/etc/passwd"),
            "a data file" => Qcow2File.Over(null, hasDataFile: true),
            "another virtual size" => Qcow2File.Over(null, bytes: 1 << 20),
            "a disk that is none" => "not a disk"u8.ToArray(),
            _ => Qcow2File.Over(null),
        };
        var digest = Convert.ToHexStringLower(SHA256.HashData(kind == "another digest" ? [] : disk));
        var listed = new ImageFile(PackedMachine.Disk, kind switch { "a negative size" => -1, "another size" => 1, _ => disk.Length }, digest);
        var packed = new PackedMachine
        {
            Schema = kind == "another schema" ? 9 : 1,
            Image = kind == "an image up there" ? "../x" : Image,
            DiskBytes = kind == "a huge disk" ? long.MaxValue : DiskBytes,
            Cpus = kind == "no processors" ? 0 : 2,
            MemoryMiB = 1024,
            Files = kind switch
            {
                "a name up there" => [listed, listed with { Name = "../x" }],
                "a file twice" => [listed, listed],
                "no disk in the list" => [],
                _ => [listed],
            },
        };
        var json = kind == "no JSON" ? "{"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(packed, MachineJson.Default.PackedMachine);
        (string, byte[])[] files = kind switch
        {
            "nothing" => [],
            "no description" => [(PackedMachine.Disk, disk)],
            "no disk" => [(PackedMachine.FileName, json)],
            "a disk twice" => [(PackedMachine.FileName, json), (PackedMachine.Disk, disk), (PackedMachine.Disk, disk)],
            "another file" => [(PackedMachine.FileName, json), ("other", disk)],
            _ => [(PackedMachine.FileName, json), (PackedMachine.Disk, disk)],
        };
        var archive = await ArchiveAsync(files, kind switch { "a link" => TarEntryType.SymbolicLink, "a directory" => TarEntryType.Directory, _ => null });
        return kind switch
        {
            "no archive" => Encoding.UTF8.GetBytes(new string('x', 4096)),
            "cut off" => archive[..^(disk.Length / 2 + 1024 + (512 - disk.Length))],
            _ => archive,
        };
    }

    private static async Task<byte[]> ArchiveAsync(IEnumerable<(string Name, byte[] Content)> files, TarEntryType? odd)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = new UstarTarEntry(odd is { } type && name == PackedMachine.Disk ? type : TarEntryType.RegularFile, name);
                if (entry.EntryType == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(content);
                }
                else if (entry.EntryType == TarEntryType.SymbolicLink)
                {
                    entry.LinkName = "/etc/passwd";
                }

                await writer.WriteEntryAsync(entry, Cancellation);
            }
        }

        return archive.ToArray();
    }

    /// <summary>A machine whose disk has two layers, with other things on it than its image has, or nothing where that has something.</summary>
    private static async Task<Launcher> CreateWithDataAsync()
    {
        Requirements.Need("qemu-img");
        Requirements.Need("qemu-io");
        var launcher = await Launcher.CreateAsync();
        launcher.Host.QemuImg = new ProcessRunner();
        launcher.Agent.On("GET /health", """{"status":"ok","runtime":"docker","version":"26.1.5"}""").On("GET /v1/containers", "[]");
        var baseDisk = Path.Combine(launcher.Place.Directory, "base.qcow2");
        await RunAsync("qemu-img", "create", "-q", "-f", "qcow2", baseDisk, "64M");
        await RunAsync("qemu-io", "-c", "write -q -P 1 0 256k", baseDisk);
        launcher.Place.WriteImage(baseDisk: await File.ReadAllBytesAsync(baseDisk, Cancellation));
        Assert.Equal(ExitCodes.Success, await launcher.UpAsync());
        launcher.Stop();
        var disk = launcher.Place.Files().Overlay;
        await RunAsync("qemu-io", "-c", "write -q -P 2 64k 64k", "-c", "write -q -P 2 1M 1M", disk);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("snapshot", "save", "first"));
        await RunAsync("qemu-io", "-c", "write -q -z 128k 64k", "-c", "write -q -P 3 5G 64k", disk);
        return launcher;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(new ProcessCommand(program, arguments), Cancellation);
        Assert.True(result.Succeeded, $"{result.Command}: {result.Output}{result.Error}");
    }

    private static string FailuresOf(Launcher launcher, int skip = 0) =>
        string.Concat(launcher.Error.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)).Skip(skip));
}
