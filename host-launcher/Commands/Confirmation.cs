using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Commands;

/// <summary>Asks whether something is really to be lost.</summary>
internal sealed class Confirmation(CommandPlace place)
{
    /// <param name="what">What is removed, each as a noun.</param>
    /// <param name="force">The user has said yes on the line.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<bool> AskAsync(IReadOnlyList<string> what, bool force, CancellationToken cancellationToken)
    {
        if (force)
        {
            return true;
        }

        var input = place.Input();
        if (!input.IsTerminal)
        {
            throw Failures.Usage($"This removes {string.Join(", ", what)}, and nobody is there to be asked.", "Say --force if that is meant.");
        }

        place.Terminal.WriteMessage($"This removes:\n{string.Concat(what.Select(item => $"  - {item}\n"))}Go on? [y/N]");
        return await ReadLineAsync(input.Stream, cancellationToken) is "y" or "Y" or "yes";
    }

    private static async Task<string> ReadLineAsync(Stream input, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await input.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().Trim();
    }
}
