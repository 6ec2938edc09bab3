using System.CommandLine;
using System.Net;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Resources;

/// <summary>Removes things by name.</summary>
internal sealed class ResourceRemoveCommand : MachineCommand
{
    private readonly Argument<string[]> _names;
    private readonly Option<bool> _force = new("--force", "-f") { Description = "It is fine if one is not there." };
    private readonly Func<PockrClient, string, CancellationToken, Task> _removeAsync;

    public ResourceRemoveCommand(
        CommandPlace place, string description, Argument<string[]> names, Func<PockrClient, string, CancellationToken, Task> removeAsync)
        : base(place, "rm", description)
    {
        (_names, _removeAsync) = (names, removeAsync);
        _names.Arity = ArgumentArity.OneOrMore;
        Aliases.Add("remove");
        Add(_names);
        Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isForced = parsed.GetValue(_force);
        using var machine = await OpenAsync(parsed, cancellationToken);
        return await TryAllAsync(parsed.GetRequiredValue(_names), name => RemoveAsync(machine.Client, name, isForced, cancellationToken));
    }

    private async Task RemoveAsync(PockrClient client, string name, bool isForced, CancellationToken cancellationToken)
    {
        try
        {
            await _removeAsync(client, name, cancellationToken);
            Terminal.WriteResult(name);
        }
        catch (PockrException missing) when (isForced && missing.Status == HttpStatusCode.NotFound)
        {
        }
    }
}
