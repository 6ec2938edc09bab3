using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class ConfigCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_AndGet_KnowEverySetting()
    {
        await using var launcher = await StoppedAsync();
        var directory = Directory.CreateDirectory(Path.Combine(launcher.Place.Directory, "with space, comma")).FullName;
        var pem = await WriteCertificateAsync(launcher);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(
            "config", "set", "cpus=1", "memory=1g", "port=7999", "accel=tcg", $"mounts={directory}", $"mounts={directory}:/srv:ro", "dns=9.9.9.9,1.1.1.1",
            "http-proxy=http://u:p@proxy:3128", "https-proxy=http://proxy:3128", "no-proxy=localhost,.example.com", "registry-mirrors=https://m.example.com",
            "insecure-registries=reg:5000", "insecure-registries=10.1.0.0/16", $"extra-ca={pem}", "host-access=on", "bind=0.0.0.0", "idle-pause=0.5", "--json"));
        var changed = JsonNode.Parse(launcher.Out)!;
        Assert.Equal((15, 0), (changed["changed"]!.AsArray().Count, changed["pending"]!.AsArray().Count));

        var config = MachineStore.FindConfig(launcher.Place.Files())!;
        Assert.Equal([new MachineMount(directory, directory), new MachineMount(directory, "/srv", true)], config.Mounts);
        Assert.Equal((1, 1024, 7999, "tcg", true), (config.Cpus, config.MemoryMiB, config.Port, config.Accelerator, config.HostAccess));
        Assert.Equal(("0.0.0.0", 0.5), (config.Bind, config.IdlePause));
        Assert.Equal(await File.ReadAllTextAsync(pem, Cancellation), config.ExtraCa);

        var json = JsonNode.Parse(await OutOfAsync(launcher, "config", "get", "--json"))!.AsObject();
        Assert.Equal("""["9.9.9.9","1.1.1.1"]""", json["dns"]!.ToJsonString());
        Assert.Equal("""["reg:5000","10.1.0.0/16"]""", json["insecure-registries"]!.ToJsonString());
        Assert.Equal($"{directory}\n{directory}:/srv:ro\n", await OutOfAsync(launcher, "config", "get", "mounts"));
        Assert.Equal("true\n", await OutOfAsync(launcher, "config", "get", "host-access"));

        await launcher.RunAsync(["config", "unset", .. json.Select(key => key.Key)]);
        Assert.Equivalent(new MachineConfig { Image = config.Image }, MachineConfigOf(launcher), strict: true);
    }

    [Theory]
    [InlineData("dns=nonsense", "dns is 'nonsense'")]
    [InlineData("dns=127.0.0.53", "dns is '127.0.0.53'")]
    [InlineData("dns=1", "dns is '1'")]
    [InlineData("dns=::1", "dns is '::1'")]
    [InlineData("dns=1.1.1.1,1.1.1.2,1.1.1.3,1.1.1.4", "dns is a list of 5")]
    [InlineData("http-proxy=proxy:3128", "http-proxy is 'proxy:3128'")]
    [InlineData("https-proxy=http://proxy/path", "https-proxy is 'http://proxy/path'")]
    [InlineData("https-proxy=http://a b", "https-proxy is 'http://a b'")]
    [InlineData("no-proxy=a\nb", "no-proxy is")]
    [InlineData("registry-mirrors=ftp://m", "registry-mirrors is 'ftp://m'")]
    [InlineData("registry-mirrors=https://u:p@m", "registry-mirrors is 'https://u:p@m'")]
    [InlineData("insecure-registries=http://r:5000", "insecure-registries is 'http://r:5000'")]
    [InlineData("insecure-registries=10.0.0.0/99", "insecure-registries is '10.0.0.0/99'")]
    [InlineData("extra-ca=/no/such/file", "extra-ca is '/no/such/file'")]
    [InlineData("host-access=maybe", "host-access is 'maybe'")]
    [InlineData("cpus=many", "cpus is 'many'")]
    [InlineData("bind=everywhere", "bind is 'everywhere'")]
    [InlineData("idle-pause=soon", "idle-pause is 'soon'")]
    [InlineData("idle-pause=99999", "idle-pause is 99999")]
    [InlineData("cpus=99", "cpus is 99")]
    [InlineData("memory=much", "memory is 'much'")]
    [InlineData("memory=64m", "memory is 64 MiB")]
    [InlineData("port=0", "port is 0")]
    [InlineData("accel=warp", "accel is 'warp'")]
    [InlineData("mounts=/no/such/directory", "mounts is '/no/such/directory'")]
    [InlineData("mounts=/tmp:/etc/x", "mounts is '/etc/x'; the machine has its own /etc")]
    [InlineData("mounts=/tmp:/", "mounts is '/'")]
    [InlineData("mounts=/tmp:/srv/../etc", "mounts is '/srv/../etc'")]
    [InlineData("mounts=/tmp", "mounts is '/tmp'; the machine itself lives there")]
    public async Task Set_OfWhatCannotBe_SavesNothing(string assignment, string finding)
    {
        await using var launcher = await StoppedAsync();

        Assert.Equal(ExitCodes.InvalidSettings, await launcher.RunAsync("config", "set", "dns=9.9.9.9", assignment));

        Assert.Contains(finding, launcher.Error, StringComparison.Ordinal);
        Assert.Empty(MachineConfigOf(launcher).Dns);
        Assert.Equal("", launcher.Out);
    }

    [Fact]
    public async Task Set_TellsAllThatIsWrongAtOnce()
    {
        await using var launcher = await StoppedAsync();

        await launcher.RunAsync("config", "set", "cpus=x", "memory=1m", "dns=x", "host-access=x", "mounts=/tmp:/srv/a", "mounts=/tmp:/srv/a/b");

        Assert.All(
            ["cpus is 'x'", "memory is 1 MiB", "dns is 'x'", "host-access is 'x'", "mounts is '/srv/a/b'; it is in '/srv/a'"],
            finding => Assert.Contains(finding, launcher.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_OfAPrivateKeyAsAuthority_DoesNotShowIt()
    {
        await using var launcher = await StoppedAsync();
        using var key = ECDsa.Create();
        var path = Path.Combine(launcher.Place.Directory, "key.pem");
        await File.WriteAllTextAsync(path, key.ExportECPrivateKeyPem(), Cancellation);

        Assert.Equal(ExitCodes.InvalidSettings, await launcher.RunAsync("config", "set", $"extra-ca={path}"));

        Assert.Contains("something else in it than certificates", launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no setting 'colour', 'size'.", "config", "set", "colour=red", "cpus=1", "size=2")]
    [InlineData("'dns' without a value.", "config", "set", "dns")]
    [InlineData("There is no setting 'colour'.", "config", "get", "colour")]
    [InlineData("There is no setting 'colour'.", "config", "unset", "colour")]
    public async Task WhatIsNoSetting_IsRefused(string message, params string[] line)
    {
        await using var launcher = await StoppedAsync();

        Assert.Equal(ExitCodes.Usage, await launcher.RunAsync(line));

        Assert.Contains($"error: {message}", launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("set", "cpus=1")]
    [InlineData("unset", "cpus")]
    public async Task OfAMachineThatIsNotThere_SaysSo(params string[] words)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync(["config", .. words]));
        Assert.False(Directory.Exists(launcher.Place.Files().Directory));
    }

    [Theory]
    [InlineData("""{"schema":1,"image":"i","dns":null}""", "dns")]
    [InlineData("""{"schema":1,"image":"i","dns":[1]}""", "dns")]
    [InlineData("""{"schema":1,"image":"i","mounts":[{"path":"/x"}]}""", "source")]
    [InlineData("""{"schema":1,"image":"i","hostAccess":"yes"}""", "hostAccess")]
    public async Task Get_OfAFileWithNonsenseInIt_NamesTheFileAndThePlace(string json, string place)
    {
        await using var launcher = await StoppedAsync();
        await File.WriteAllTextAsync(launcher.Place.Files().Config, json, Cancellation);

        Assert.Equal(ExitCodes.InvalidSettings, await launcher.RunAsync("config", "get"));

        Assert.Contains(launcher.Place.Files().Config, launcher.Error, StringComparison.Ordinal);
        Assert.Contains(place, launcher.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"schema":1,"image":"i","dns":[null]}""", "dns is nothing")]
    [InlineData("""{"schema":1,"image":"i","mounts":[{"source":"x","path":"y"}]}""", "mounts is 'x'")]
    public async Task Set_BesideNonsenseInTheFile_NamesIt(string json, string finding)
    {
        await using var launcher = await StoppedAsync();
        await File.WriteAllTextAsync(launcher.Place.Files().Config, json, Cancellation);

        Assert.Equal(ExitCodes.InvalidSettings, await launcher.RunAsync("config", "set", "cpus=1"));

        Assert.Contains(finding, launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_OnARunningMachine_GivesItWhatItCanTake_AndSaysWhatItCannot()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("PUT /v1/system/settings", "{}");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("config", "set", "cpus=1", "dns=9.9.9.9", "host-access=true"));

        var put = Assert.Single(launcher.Agent.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
        var body = JsonNode.Parse(put[put.IndexOf('{', StringComparison.Ordinal)..])!;
        Assert.Equal("""["9.9.9.9"]""", body["dns"]!.ToJsonString());
        Assert.Equal($$"""{"closedPorts":[{{launcher.Agent.Url.Port}}]}""", body["hostAccess"]!.ToJsonString());
        Assert.Contains("With the next start: cpus. 'pockr vm restart' does that now.", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_OfWhatTheMachineHasAlready_AsksNothingOfIt()
    {
        await using var launcher = await Launcher.CreateRunningAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("config", "set", "cpus=2"));

        Assert.Equal("Nothing was changed.\n", launcher.Out);
        Assert.Empty(launcher.Agent.Requests);
    }

    [Fact]
    public async Task Set_OnASuspendedMachine_SaysThatItWillBoot()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.MarkSuspended();

        await launcher.RunAsync("config", "set", "memory=1g");

        Assert.Contains("will boot instead of going on where it stopped", launcher.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_GivesSettingsOnlyToAMachineThatHasOthers()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("PUT /v1/system/settings", "{}");
        MachineStore.Save(launcher.Place.Files(), MachineConfigOf(launcher) with { Dns = ["9.9.9.9"] });

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up"));
        var revision = RevisionOf(Assert.Single(Puts(launcher)));
        Healthy(launcher, revision);
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up"));
        Assert.Single(Puts(launcher));

        MachineStore.Save(launcher.Place.Files(), MachineConfigOf(launcher) with { Dns = [] });
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("up"));
        Assert.Equal("PUT /v1/system/settings {}", Puts(launcher)[1]);
    }

    [Fact]
    public async Task Up_OfAMachineWithMounts_MountsThemAgain_AndDownUnmountsThem()
    {
        await using var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On("PUT /v1/system/settings", "{}").OnNothing("POST /v1/system/mount")
            .OnProblem("POST /v1/system/unmount", 409, "mount_busy", "The container 'web' has something open in a directory of the host.")
            .OnProblem("POST /vm/exec", 500, "internal_error");
        var running = new MachineStore(launcher.Host).FindRunning(launcher.Place.Files())!;
        MachineStore.Save(launcher.Place.Files(), running.State with { Mounts = [new MachineMount("/srv", "/srv")] });

        await launcher.RunAsync("up");
        Healthy(launcher, RevisionOf(Puts(launcher)[0]));
        await launcher.RunAsync("up");
        Assert.Single(launcher.Agent.Requests, request => request == "POST /v1/system/mount");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("down"));
        Assert.Contains("The container 'web' has something open in a directory of the host. The machine is not suspended but powered off.", launcher.Error, StringComparison.Ordinal);
        Assert.EndsWith("Pockr is down.\n", launcher.Out, StringComparison.Ordinal);
    }

    private static async Task<Launcher> StoppedAsync()
    {
        var launcher = await Launcher.CreateAsync();
        var files = launcher.Place.Files();
        Directory.CreateDirectory(files.Directory);
        MachineStore.Save(files, new MachineConfig { Image = launcher.Place.WriteImage().BuildId });
        Directory.CreateDirectory(Path.Combine(launcher.Place.Home.Images, TemporaryHome.BuildId));
        foreach (var file in Directory.EnumerateFiles(launcher.Place.ImageDirectory))
        {
            File.Copy(file, Path.Combine(launcher.Place.Home.Images, TemporaryHome.BuildId, Path.GetFileName(file)));
        }

        return launcher;
    }

    private static MachineConfig MachineConfigOf(Launcher launcher) => MachineStore.FindConfig(launcher.Place.Files())!;

    private static List<string> Puts(Launcher launcher) =>
        [.. launcher.Agent.Requests.Where(request => request.StartsWith("PUT", StringComparison.Ordinal))];

    private static string RevisionOf(string put) => (string)JsonNode.Parse(put[put.IndexOf('{', StringComparison.Ordinal)..])!["revision"]!;

    private static void Healthy(Launcher launcher, string revision) =>
        launcher.Agent.On("GET /health", $$"""{"status":"ok","runtime":"docker","version":"26.1.5","settings":"{{revision}}"}""");

    private static async Task<string> OutOfAsync(Launcher launcher, params string[] line)
    {
        var before = launcher.Out.Length;
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync(line));
        return launcher.Out[before..];
    }

    private static async Task<string> WriteCertificateAsync(Launcher launcher)
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(launcher.Place.Directory, "ca.pem");
        await File.WriteAllTextAsync(path, certificate.ExportCertificatePem(), Cancellation);
        return path;
    }
}
