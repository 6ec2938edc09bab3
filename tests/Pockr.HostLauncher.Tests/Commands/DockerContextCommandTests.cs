using System.Text.Json.Nodes;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Tests.Fakes;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class DockerContextCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AContext_LeadsToTheMachine_AndDockerReadsIt()
    {
        Requirements.Need("docker");
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("docker-context", "create"));

        Assert.Equal("pockr\n", launcher.Out);
        var context = JsonNode.Parse(await DockerAsync(launcher, "context", "inspect", "pockr"))![0]!;
        Assert.Equal($"unix://{launcher.Place.Files().DockerSocket}", (string?)context["Endpoints"]!["docker"]!["Host"]);
        Assert.Equal("Pockr machine 'default'", (string?)context["Metadata"]!["Description"]);
    }

    [Fact]
    public async Task AContextOfPockrs_IsMadeAgain_AndRemoved()
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("docker-context", "create", "--context", "mine"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("docker-context", "create", "--context", "mine"));
        Assert.Single(Directory.GetDirectories(Contexts(launcher)));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("docker-context", "rm", "--context", "mine"));
        Assert.Equal(ExitCodes.Success, await launcher.RunAsync("docker-context", "rm", "--context", "mine"));

        Assert.Empty(Directory.GetDirectories(Contexts(launcher)));
        Assert.EndsWith("There is no Docker context 'mine'.\n", launcher.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AContextOfSomebodyElse_IsLeftAsItIs()
    {
        Requirements.Need("docker");
        await using var launcher = await CreateAsync();
        await DockerAsync(launcher, "context", "create", "pockr", "--docker", "host=tcp://elsewhere:2375");

        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("docker-context", "create"));
        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("docker-context", "rm"));

        Assert.Contains("tcp://elsewhere:2375", await DockerAsync(launcher, "context", "inspect", "pockr"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheContextInUse_IsNotRemoved()
    {
        await using var launcher = await CreateAsync();
        await launcher.RunAsync("docker-context", "create");
        await File.WriteAllTextAsync(Path.Combine(launcher.Variables["DOCKER_CONFIG"], "config.json"), """{"currentContext":"pockr"}""", Cancellation);

        Assert.Equal(ExitCodes.LeftAlone, await launcher.RunAsync("docker-context", "rm"));

        Assert.Contains("docker context use default", launcher.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(Contexts(launcher)));
    }

    [Theory]
    [InlineData(ExitCodes.MachineNotFound, "nobody")]
    [InlineData(ExitCodes.Usage, "--context", "default")]
    [InlineData(ExitCodes.Usage, "--context", "../x")]
    [InlineData(ExitCodes.Usage, "--context", "x\n")]
    public async Task WhatCannotBe_IsRefused(int exitCode, params string[] arguments)
    {
        await using var launcher = await CreateAsync();

        Assert.Equal(exitCode, await launcher.RunAsync(["docker-context", "create", .. arguments]));
        Assert.False(Directory.Exists(Contexts(launcher)));
    }

    private static string Contexts(Launcher launcher) => Path.Combine(launcher.Variables["DOCKER_CONFIG"], "contexts", "meta");

    private static async Task<Launcher> CreateAsync()
    {
        var launcher = await DoctorCommandTests.CreateStoppedAsync();
        launcher.Variables["DOCKER_CONFIG"] = Path.Combine(launcher.Place.Directory, "docker config");
        return launcher;
    }

    private static async Task<string> DockerAsync(Launcher launcher, params string[] arguments)
    {
        var command = new ProcessCommand("docker", ["--config", launcher.Variables["DOCKER_CONFIG"], .. arguments]);
        var result = await new ProcessRunner().RunAsync(command, Cancellation);
        Assert.True(result.Succeeded, result.Error);
        return result.Output;
    }
}
