using System.Text;

namespace Pockr.EndToEnd.Tests;

internal sealed record CommandResult(string CommandLine, int ExitCode, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    /// <summary>For a test that fails: everything there is to see.</summary>
    public override string ToString() => $"$ {CommandLine}\nexit code {ExitCode}\n{Output}\n{Error}";
}
