using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pockr.Client;
using Pockr.Contracts;
using Pockr.HostLauncher.Completion;
using Pockr.HostLauncher.Terminal;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands.Containers;

/// <summary><c>pockr inspect NAME...</c></summary>
internal sealed class InspectCommand : MachineCommand
{
    // The order in which a name is looked for.
    private static readonly InspectedKind[] s_kinds =
    [
        new("container", async (client, name, token) =>
            JsonSerializer.SerializeToNode(await client.Containers.InspectAsync(name, token), ContractsJson.Default.ContainerDetails)!),
        new("image", async (client, name, token) =>
            JsonSerializer.SerializeToNode(await client.Images.InspectAsync(name, token), ContractsJson.Default.ImageDetails)!),
        new("network", async (client, name, token) =>
            JsonSerializer.SerializeToNode(await client.Networks.InspectAsync(name, token), ContractsJson.Default.NetworkDetails)!),
        new("volume", async (client, name, token) =>
            JsonSerializer.SerializeToNode(await client.Volumes.InspectAsync(name, token), ContractsJson.Default.VolumeInfo)!),
    ];

    private readonly Argument<string[]> _names = new ContainerArgument<string[]>("NAME") { Description = "Names or ids of containers, or of what else --type says.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _type = CommonOptions.Text(
        "--type", "KIND", "Only what is of this kind: container, image, network or volume (default: the first of them that has the name).");

    private readonly Option<string> _format = CommonOptions.Text("--format", "TEMPLATE", "Print only this of each: '{{.State.Running}}', '{{json .Mounts}}'.", "-f");
    private readonly Option<bool> _json = CommonOptions.Json();

    public InspectCommand(CommandPlace place)
        : base(place, "inspect", "Print all about containers as JSON (state, exit code, whether memory ran out, health, limits), or about images, networks, volumes.")
    {
        Add(_names);
        Add(_type);
        Add(_format);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = parsed.GetValue(_format) is { } text ? JsonTemplate.Parse(text) : null;
        var kinds = KindsIn(parsed);
        using var machine = await OpenAsync(parsed, cancellationToken);
        var found = new JsonArray();
        try
        {
            var details = EachContainer.TryAsync(
                machine, parsed.GetRequiredValue(_names), name => FindAsync(kinds, machine.Client, name, cancellationToken), cancellationToken);
            await foreach (var thing in details)
            {
                found.Add(thing);
            }

            return ExitCodes.Success;
        }
        finally
        {
            Write(found, format);
        }
    }

    private InspectedKind[] KindsIn(ParseResult parsed)
    {
        var type = parsed.GetValue(_type);
        InspectedKind[] kinds = [.. s_kinds.Where(kind => type is null || kind.Name == type)];
        return kinds.Length > 0 ? kinds : throw Failures.Usage(
            $"'{_type.Name} {type}' is not known.", $"Use one of {string.Join(", ", s_kinds.Select(kind => kind.Name))}.");
    }

    // What is told of a name that nothing has is what the first kind says of it.
    private static async Task<JsonNode> FindAsync(
        InspectedKind[] kinds, PockrClient client, string name, CancellationToken cancellationToken)
    {
        ResourceNotFoundException? first = null;
        foreach (var kind in kinds)
        {
            try
            {
                return await kind.InspectAsync(client, name, cancellationToken);
            }
            catch (ResourceNotFoundException missing)
            {
                first ??= missing;
            }
            catch (PockrException) when (first is not null)
            {
                // It can be no name of this kind.
            }
        }

        throw first!;
    }

    private void Write(JsonArray found, JsonTemplate? format)
    {
        if (format is null)
        {
            Terminal.WriteJson(found);
            return;
        }

        foreach (var thing in found)
        {
            Terminal.WriteResult(format.Apply(thing!));
        }
    }

    /// <param name="Name">As it is called with <c>--type</c>.</param>
    /// <param name="InspectAsync">Asks for one of a name.</param>
    private sealed record InspectedKind(string Name, Func<PockrClient, string, CancellationToken, Task<JsonNode>> InspectAsync);
}
