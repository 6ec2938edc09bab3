using System.Globalization;

namespace Pockr.GuestAgent.Machine;

/// <summary>The agent's share of the processors. It is started with a small one (<c>/etc/pockr/run</c>): until dockerd is up, everybody waits for that.</summary>
internal static partial class ProcessorShare
{
    private const string Group = "guest-agent";
    private const int Usual = 100; // the kernel's own default

    /// <summary>Takes as much as any other service has.</summary>
    public static void Restore(AgentOptions options, ILogger logger)
    {
        var weight = Path.Combine(options.ControlGroups, Group, "cpu.weight");
        if (!File.Exists(weight))
        {
            return; // not the machine of an image: a test, or somebody's own
        }

        try
        {
            File.WriteAllText(weight, Usual.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailure(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The agent keeps the small share of the processors it was started with: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
