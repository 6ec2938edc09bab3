using System.CommandLine;

namespace Pockr.HostLauncher.Commands.Images;

/// <summary><c>pockr image ...</c>: the images machines are made of, not those of containers.</summary>
internal sealed class ImageCommand : Command
{
    public ImageCommand(params Command[] commands)
        : base("image", "List, get, verify and remove the images that machines are made of.")
    {
        foreach (var command in commands)
        {
            Add(command);
        }
    }
}
