using System.Formats.Tar;
using System.IO.Compression;
using Pockr.HostLauncher.Checks;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Commands;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Checks;

public sealed class SupportBundleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABundle_HasSettingsAndLogs_AndNoSecretInAnyFile()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        var files = launcher.Place.Files();
        var token = MachineToken.Find(files)!.Value;
        await File.WriteAllTextAsync(files.SerialLog, $"before {token} after {token.ToUpperInvariant()}\n", Cancellation);
        await File.WriteAllTextAsync(launcher.Place.Home.Log, $"Authorization: Bearer {token}\nhttp_proxy=http://me:hunter2@proxy:3128\nDB_PASSWORD=hunter2\n", Cancellation);
        launcher.Variables["SOME_KEY"] = "hunter2";

        var bundle = await BundleAsync(launcher);

        Assert.Contains("pockr-support/vms/default/config.json", bundle.Keys);
        Assert.Contains("vm.default.disk", bundle["pockr-support/doctor.json"], StringComparison.Ordinal);
        Assert.Equal("before (left out) after (left out)\n", bundle["pockr-support/vms/default/serial.log"]);
        Assert.Contains("vms/default/token", bundle["pockr-support/files.txt"], StringComparison.Ordinal);
        Assert.All(bundle.Values, text => Assert.DoesNotContain(token, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(bundle.Values, text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
        Assert.DoesNotContain(bundle.Keys, name => name.EndsWith("/token", StringComparison.Ordinal) || name.EndsWith(".qcow2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABundle_OfAMachineThatRuns_HasItsLogs()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        foreach (var service in GuestLogs.Services)
        {
            launcher.Agent.OnLines($"GET /v1/system/logs/{service}", $$"""{"stream":"stdout","text":"of {{service}}\n"}""");
        }

        var bundle = await BundleAsync(launcher);

        Assert.Equal("of dockerd\n", bundle["pockr-support/vms/default/guest/dockerd.log"]);
    }

    [Fact]
    public async Task ALinkToAFileElsewhere_IsNotFollowed()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        var secret = Path.Combine(launcher.Place.Directory, "secret");
        await File.WriteAllTextAsync(secret, "of somebody else", Cancellation);
        File.CreateSymbolicLink(launcher.Place.Files().SerialLog, secret);

        Assert.All((await BundleAsync(launcher)).Values, text => Assert.DoesNotContain("of somebody else", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileThatIsThere_IsNotWrittenOver()
    {
        await using var launcher = await DoctorCommandTests.CreateStoppedAsync();
        var path = Path.Combine(launcher.Place.Directory, "bundle.tar.gz");
        await File.WriteAllTextAsync(path, "mine", Cancellation);

        Assert.Equal(ExitCodes.NameTaken, await launcher.RunAsync("doctor", "--bundle", path));

        Assert.Equal("mine", await File.ReadAllTextAsync(path, Cancellation));
    }

    [Theory]
    [InlineData("http://user:pass@proxy:8080/x", "http://(left out)@proxy:8080/x")]
    [InlineData("http://user:p@ss@proxy/", "http://(left out)@proxy/")]
    [InlineData("https://example.org/a@b", "https://example.org/a@b")]
    [InlineData("""{"apiKey":"abc","port":1}""", """{"apiKey":"(left out)","port":1}""")]
    [InlineData("--token=abc next", "--token=(left out) next")]
    [InlineData("pockr.token=sha256:00ff quiet", "pockr.token=sha256:00ff quiet")]
    [InlineData("""{"id":"vm.default.token","status":"ok"}""", """{"id":"vm.default.token","status":"ok"}""")]
    public void TheFilter_TakesOutValues_AndLeavesTheRest(string text, string expected) => Assert.Equal(expected, new SecretFilter([]).Clean(text));

    private static async Task<Dictionary<string, string>> BundleAsync(Launcher launcher)
    {
        var path = Path.Combine(launcher.Place.Directory, "bundle.tar.gz");
        await launcher.RunAsync("doctor", "--bundle", path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        await using var file = File.OpenRead(path);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(plain);
        Dictionary<string, string> entries = [];
        while (await tar.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
            entries[entry.Name] = await reader.ReadToEndAsync(Cancellation);
        }

        return entries;
    }
}
