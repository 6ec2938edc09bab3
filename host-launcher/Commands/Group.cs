using System.CommandLine;

namespace Pockr.HostLauncher.Commands;

/// <summary>Commands below a word that does nothing itself.</summary>
internal sealed class Group : Command
{
    public Group(string name, string description, params Command[] commands)
        : base(name, description)
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
