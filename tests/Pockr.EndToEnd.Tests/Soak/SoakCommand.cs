namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>A command that may fail, as everything is being killed around it, and may not hang.</summary>
internal static class SoakCommand
{
    /// <summary>By which <c>timeout</c> says that it had to end a command.</summary>
    public const int Hung = 124;

    private const string PatienceSeconds = "180";

    public static Task<CommandResult> RunAsync(PockrCli cli, byte[] input, params string[] arguments) => HostCommand.RunAsync(
        "timeout", [PatienceSeconds, Requirements.Launcher, .. arguments], new Dictionary<string, string> { ["POCKR_HOME"] = cli.Home }, input);

    public static Task<CommandResult> RunAsync(PockrCli cli, params string[] arguments) => RunAsync(cli, [], arguments);
}
