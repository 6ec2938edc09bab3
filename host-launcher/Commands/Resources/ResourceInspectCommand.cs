using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Client;

namespace Pockr.HostLauncher.Commands.Resources;

/// <summary>Prints all there is to know of things as a JSON array, as Docker does.</summary>
/// <typeparam name="T">What is known of each.</typeparam>
internal sealed class ResourceInspectCommand<T> : MachineCommand
{
    private readonly Argument<string[]> _names;
    private readonly JsonTypeInfo<T> _type;
    private readonly Func<PockrClient, string, CancellationToken, Task<T>> _inspectAsync;

    // What is printed is JSON in any case.
    private readonly Option<bool> _json = CommonOptions.Json();

    public ResourceInspectCommand(
        CommandPlace place,
        string description,
        Argument<string[]> names,
        JsonTypeInfo<T> type,
        Func<PockrClient, string, CancellationToken, Task<T>> inspectAsync)
        : base(place, "inspect", description)
    {
        (_names, _type, _inspectAsync) = (names, type, inspectAsync);
        _names.Arity = ArgumentArity.OneOrMore;
        Add(_names);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        List<string> found = [];
        using var machine = await OpenAsync(parsed, cancellationToken);
        try
        {
            return await TryAllAsync(
                parsed.GetRequiredValue(_names),
                async name => found.Add(JsonSerializer.Serialize(await _inspectAsync(machine.Client, name, cancellationToken), _type)));
        }
        finally
        {
            Terminal.WriteResult($"[{string.Join(',', found)}]");
        }
    }
}
