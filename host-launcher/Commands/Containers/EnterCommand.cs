using System.CommandLine;
using Pockr.Client;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Containers;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr enter NAME [USER]</c></summary>
internal sealed class EnterCommand : MachineCommand, IPassesExitCode
{
    private readonly Argument<string> _name = new ContainerArgument<string>("NAME") { Description = "Name or id of a running container." };

    private readonly Argument<string?> _user = new("USER")
    {
        Description = "User of the container (default: root).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public EnterCommand(CommandPlace place)
        : base(place, "enter", "Log in to a running container; commands from a pipe are run there as a script. Ends with the shell's exit code.")
    {
        Add(_name);
        Add(_user);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_name);
        var request = LoginShell.Of(parsed.GetValue(_user) ?? "root");
        var input = Place.Input();
        using var machine = await OpenAsync(parsed, cancellationToken);
        return await UnknownContainer.ExplainAsync(machine, name, LogInAsync, cancellationToken);

        async Task<int> LogInAsync() =>
            await Attachment.ExecAsync(machine, name, request, new Wiring(input, input.IsTerminal), Terminal, cancellationToken) ?? throw new StreamCutException();
    }
}
