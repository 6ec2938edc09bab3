using System.Text.Json.Nodes;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class OpenCommandTests
{
    private const string Codes = "POST /v1/sign-in/codes";

    [Fact]
    public async Task Open_HandsTheBrowserAnAddressWithACode_AndNoToken()
    {
        await using var launcher = await CreateAsync();
        launcher.Variables["BROWSER"] = "my-browser";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open"));

        var started = Assert.Single(launcher.Host.Commands, command => command.FileName == "my-browser");
        Assert.Equal([$"{launcher.Agent.Url}#code=a-code"], started.Arguments);
        Assert.Equal("", launcher.Out);
        Assert.DoesNotContain("a-code", launcher.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(MachineToken.Find(launcher.Place.Files())!.Value, launcher.Error, StringComparison.Ordinal);
        Assert.Contains(Codes, launcher.Agent.Requests);
    }

    [Fact]
    public async Task OfSeveralBrowsers_TheFirstThatIsThere_IsStarted()
    {
        await using var launcher = await CreateAsync();
        launcher.Variables["BROWSER"] = string.Join(Path.PathSeparator, "first", "second", "third");
        launcher.Host.MissingPrograms.Add("first");

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open"));

        Assert.Equal("second", Assert.Single(launcher.Host.Commands).FileName);
    }

    [Theory]
    [InlineData("DISPLAY")]
    [InlineData("WAYLAND_DISPLAY")]
    public async Task WithAScreen_TheSystemsOwn_IsStarted(string variable)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "macOS has a screen, and another program.");
        await using var launcher = await CreateAsync();
        launcher.Variables[variable] = ":0";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open"));

        Assert.Equal("xdg-open", Assert.Single(launcher.Host.Commands).FileName);
    }

    [Fact]
    public async Task WithoutABrowser_TheAddressIsPrinted_AndHowLongItIsGood()
    {
        await using var launcher = await CreateAsync();
        launcher.Variables["BROWSER"] = "gone";
        launcher.Host.MissingPrograms.UnionWith(["gone", "open"]);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open"));

        Assert.Equal($"{launcher.Agent.Url}#code=a-code\n", launcher.Out);
        Assert.Equal("This address is good for 60 seconds, and once.\n", launcher.Error);
        Assert.Empty(launcher.Host.Commands);
    }

    [Fact]
    public async Task Print_StartsNoBrowser()
    {
        await using var launcher = await CreateAsync();
        launcher.Variables["BROWSER"] = "my-browser";

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open", "--print", "--json"));

        Assert.Empty(launcher.Host.Commands);
        var report = JsonNode.Parse(launcher.Out)!;
        Assert.Equal(("default", $"{launcher.Agent.Url}#code=a-code"), ((string?)report["name"], (string?)report["url"]));
        Assert.Equal(("2026-01-01T00:01:00+00:00", false), ((string?)report["expiresAt"], (bool)report["opened"]!));
    }

    [Fact]
    public async Task OfAMachineThatIsDown_ItIsStartedFirst()
    {
        await using var launcher = await Launcher.CreateDownAsync();
        launcher.Agent.On(Codes, """{"code":"a-code","expiresAt":"2026-01-01T00:01:00Z"}""", 201);

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("open", "--print"));

        Assert.Equal($"{launcher.Agent.Url}#code=a-code\n", launcher.Out);
    }

    [Fact]
    public async Task OfAMachineThatIsNotThere_NoneIsMade()
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.MachineNotFound, await launcher.RunAsync("open", "--vm", "other"));

        Assert.Equal("", launcher.Out);
    }

    private static async Task<Launcher> CreateAsync()
    {
        var launcher = await Launcher.CreateRunningAsync();
        launcher.Agent.On(Codes, """{"code":"a-code","expiresAt":"2026-01-01T00:01:00Z"}""", 201);
        return launcher;
    }
}
