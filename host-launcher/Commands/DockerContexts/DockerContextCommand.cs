using System.CommandLine;
using Pockr.HostLauncher.DockerContexts;
using Pockr.Machines;

namespace Pockr.HostLauncher.Commands.DockerContexts;

/// <summary><c>pockr docker-context ...</c></summary>
internal sealed class DockerContextCommand : Command
{
    public DockerContextCommand(DockerContextCreateCommand create, DockerContextRemoveCommand remove)
        : base("docker-context", "Make a machine a context of the docker command, or take that away.")
    {
        Add(create);
        Add(remove);
    }

    /// <summary>An option that names another context than the machine's usual one.</summary>
    internal static Option<string> NameOption() => new("--context")
    {
        Description = "Name of the context (default: 'pockr', of other machines 'pockr-NAME').",
        HelpName = "CONTEXT",
    };

    internal static DockerContextName NameIn(ParseResult parsed, Option<string> option, MachineName machine) =>
        parsed.GetValue(option) is { } given ? DockerContextName.Parse(given) : DockerContextName.Of(machine);
}
