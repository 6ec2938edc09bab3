using System.CommandLine;
using System.CommandLine.Completions;
using Pockr.Client;
using Pockr.HostLauncher.Commands;
using Pockr.Machines;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;

namespace Pockr.HostLauncher.Completion;

/// <summary>What a shell offers in the place of a name. A machine that is down, or does not answer at once, has nothing to offer.</summary>
internal sealed class CompletionSources(CommonOptions common, MachineDirectory directory, ImageStore images)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Tells every argument below the command where its words come from.</summary>
    public void AddTo(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            if (SourceOf(argument) is { } source)
            {
                argument.CompletionSources.Add(source);
            }
        }

        foreach (var option in command.Options.Where(option => option == common.Vm))
        {
            option.CompletionSources.Add(Machines);
        }

        foreach (var below in command.Subcommands)
        {
            AddTo(below);
        }
    }

    private Func<CompletionContext, IEnumerable<CompletionItem>>? SourceOf(Argument argument) => argument switch
    {
        ICompletedByMachines => Machines,
        ICompletedByImages => Images,
        ICompletedByContainers => context => Ask(context, async (client, token) =>
            (await client.Containers.ListAsync(all: true, token)).Select(container => container.Name)),
        ICompletedByContainerImages => context => Ask(context, async (client, token) =>
            (await client.Images.ListAsync(token)).SelectMany(image => image.Tags)),
        ICompletedByVolumes => context => Ask(context, async (client, token) =>
            (await client.Volumes.ListAsync(token)).Select(volume => volume.Name)),
        ICompletedByNetworks => context => Ask(context, async (client, token) =>
            (await client.Networks.ListAsync(token)).Select(network => network.Name)),
        _ => null,
    };

    private IEnumerable<CompletionItem> Machines(CompletionContext context) => directory.Names.Select(name => new CompletionItem(name.Value));

    private IEnumerable<CompletionItem> Images(CompletionContext context) =>
        images.All().Select(image => new CompletionItem(Path.GetFileName(image)));

    // A completion is asked for synchronously, and nothing else goes on in this process.
    private IEnumerable<CompletionItem> Ask(CompletionContext context, Func<PockrClient, CancellationToken, Task<IEnumerable<string>>> listAsync) =>
        AskAsync(context, listAsync).GetAwaiter().GetResult();

    private async Task<IEnumerable<CompletionItem>> AskAsync(
        CompletionContext context, Func<PockrClient, CancellationToken, Task<IEnumerable<string>>> listAsync)
    {
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            using var machine = directory.TryOpen(common.NameIn(context.ParseResult));
            var names = machine is null ? [] : await listAsync(machine.Client, limit.Token);
            return names.Select(name => new CompletionItem(name)).ToList();
        }
        catch (Exception exception) when (exception is PockrException or LauncherException or OperationCanceledException)
        {
            return [];
        }
    }
}
