using System.Globalization;

namespace Pockr.HostLauncher.Judging;

/// <summary>Exit codes for people: with the signal that they stand for.</summary>
internal static class ExitCodeText
{
    public const int CpuTimeOver = FirstSignal + 24;
    public const int Killed = FirstSignal + 9;

    private const int FirstSignal = 128;

    private static readonly Dictionary<int, string> s_signals = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE", [9] = "SIGKILL",
        [10] = "SIGUSR1", [11] = "SIGSEGV", [12] = "SIGUSR2", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM", [24] = "SIGXCPU", [25] = "SIGXFSZ", [31] = "SIGSYS",
    };

    public static string Of(int exitCode) =>
        string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}") + (s_signals.GetValueOrDefault(exitCode - FirstSignal) is { } signal ? $" ({signal})" : "");
}
