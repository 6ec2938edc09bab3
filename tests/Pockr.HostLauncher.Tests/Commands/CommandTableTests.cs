using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Tests.Fakes;

namespace Pockr.HostLauncher.Tests.Commands;

public sealed class CommandTableTests
{
    [Fact]
    public async Task EveryCommand_HasTheNameOfItsRow()
    {
        await using var launcher = await Launcher.CreateAsync();
        var commands = launcher.Compose().BuildCommands(new CommonOptions(_ => null));

        Assert.All(commands.Names, name => Assert.Equal(name, Assert.Single(commands.For([name])).Name));
        Assert.Equal(commands.Names, commands.All().Select(command => command.Name));
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("ps", "-a")]
    [InlineData("--vm", "exec", "ps")]
    [InlineData("--vm=other", "ps", "exec")]
    public async Task OfALineThatNamesACommand_ItAloneIsMade(params string[] line)
    {
        await using var launcher = await Launcher.CreateAsync();

        Assert.Equal("ps", Assert.Single(launcher.Compose().BuildRoot(line).Subcommands).Name);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("--vm")]
    [InlineData("--verbose", "ps")]
    [InlineData("pss")]
    public async Task OfAnyOtherLine_AllAreMade(params string[] line)
    {
        await using var launcher = await Launcher.CreateAsync();
        var composition = launcher.Compose();

        Assert.Equal(composition.BuildCommands(new CommonOptions(_ => null)).Names, composition.BuildRoot(line).Subcommands.Select(command => command.Name));
    }
}
