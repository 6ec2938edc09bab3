using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Terminal;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr inspect NAME...</c></summary>
internal sealed class InspectCommand : MachineCommand
{
    private readonly Argument<string[]> _names = new ContainerArgument<string[]>("NAME") { Description = "Names or ids of containers.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _format = CommonOptions.Text("--format", "TEMPLATE", "Print only this of each: '{{.State.Running}}', '{{json .Mounts}}'.", "-f");
    private readonly Option<bool> _json = CommonOptions.Json();

    public InspectCommand(CommandPlace place)
        : base(place, "inspect", "Print all about containers as JSON: state, exit code, whether memory ran out, health, limits.")
    {
        Add(_names);
        Add(_format);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = parsed.GetValue(_format) is { } text ? JsonTemplate.Parse(text) : null;
        using var machine = await OpenAsync(parsed, cancellationToken);
        var found = new JsonArray();
        try
        {
            var details = EachContainer.TryAsync(
                machine, parsed.GetRequiredValue(_names), name => machine.Client.Containers.InspectAsync(name, cancellationToken), cancellationToken);
            await foreach (var container in details)
            {
                found.Add(JsonSerializer.SerializeToNode(container, ContractsJson.Default.ContainerDetails));
            }

            return ExitCodes.Success;
        }
        finally
        {
            Write(found, format);
        }
    }

    private void Write(JsonArray found, JsonTemplate? format)
    {
        if (format is null)
        {
            Terminal.WriteJson(found);
            return;
        }

        foreach (var container in found)
        {
            Terminal.WriteResult(format.Apply(container!));
        }
    }
}
