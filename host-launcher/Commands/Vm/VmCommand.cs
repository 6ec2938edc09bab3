using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Vm;

/// <summary><c>pockr vm ...</c>: machines as things, where <c>rm</c> and <c>restart</c> by themselves are for containers, as Docker has them.</summary>
internal sealed class VmCommand : Command
{
    public VmCommand(params Command[] commands)
        : base("vm", "List, restart, resize, move and remove machines, and read their logs.")
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
