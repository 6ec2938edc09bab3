using System.CommandLine;
using Pockr.HostLauncher.Completion;

namespace Pockr.HostLauncher.Commands.Sandboxes;

/// <summary>The argument that names the sandbox a command is about.</summary>
internal static class SandboxArgument
{
    public static Argument<string> Create() => new ContainerArgument<string>("SANDBOX") { Description = "Name of the sandbox." };

    public static Argument<string[]> CreateSeveral() =>
        new ContainerArgument<string[]>("SANDBOX") { Description = "Names of sandboxes.", Arity = ArgumentArity.OneOrMore };
}
