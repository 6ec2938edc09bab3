using System.CommandLine;
using System.CommandLine.Completions;
using Pockr.HostLauncher.Commands;
using Pockr.HostLauncher.Errors;
using Pockr.HostLauncher.Images;
using Pockr.HostLauncher.Machines;
using Pockr.Sdk;

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
            if (argument is ICompletedByMachines)
            {
                argument.CompletionSources.Add(Machines);
            }
            else if (argument is ICompletedByImages)
            {
                argument.CompletionSources.Add(Images);
            }
            else if (argument is ICompletedByContainers)
            {
                argument.CompletionSources.Add(Containers);
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

    private IEnumerable<CompletionItem> Machines(CompletionContext context) => directory.Names.Select(name => new CompletionItem(name.Value));

    private IEnumerable<CompletionItem> Images(CompletionContext context) =>
        images.All().Select(image => new CompletionItem(Path.GetFileName(image)));

    // A completion is asked for synchronously, and nothing else goes on in this process.
    private IEnumerable<CompletionItem> Containers(CompletionContext context) => ListContainersAsync(context).GetAwaiter().GetResult();

    private async Task<IEnumerable<CompletionItem>> ListContainersAsync(CompletionContext context)
    {
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            using var machine = directory.TryOpen(common.NameIn(context.ParseResult));
            var containers = machine is null ? [] : await machine.Client.Containers.ListAsync(all: true, limit.Token);
            return containers.Select(container => new CompletionItem(container.Name)).ToList();
        }
        catch (Exception exception) when (exception is PockrException or LauncherException or OperationCanceledException)
        {
            return [];
        }
    }
}
