using System.Globalization;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>
/// The clock that <c>pockr</c> and its supervisor see, once it has begun: it can jump, while the host's own goes on. QEMU sees the host's own, which
/// it asks only for the time a machine boots at.
/// </summary>
internal static class HostClock
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(30);
    private static readonly string s_file = Path.Combine(Path.GetTempPath(), $"pockr-clock-{Environment.ProcessId}");

    private static TimeSpan s_shift;

    private static DateTimeOffset Now => DateTimeOffset.UtcNow + s_shift;

    /// <summary>Whatever is started from now on sees it.</summary>
    public static async Task BeginAsync()
    {
        var library = await HostCommand.RunAsync("faketime", ["-m", "now", "printenv", "LD_PRELOAD"]);
        Assert.True(library.ExitCode == 0, library.ToString());
        Set(TimeSpan.Zero);
        Environment.SetEnvironmentVariable("LD_PRELOAD", library.Output.Trim());
        Environment.SetEnvironmentVariable("FAKETIME_TIMESTAMP_FILE", s_file);
        Environment.SetEnvironmentVariable("FAKETIME_CACHE_DURATION", "1"); // seconds
        Environment.SetEnvironmentVariable("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Environment.SetEnvironmentVariable("FAKETIME_FORCE_MONOTONIC_FIX", "0"); // with it, what waits does not
        Environment.SetEnvironmentVariable("NO_FAKE_STAT", "1");
    }

    /// <param name="shift">How far it is ahead of the host's own.</param>
    public static void Set(TimeSpan shift)
    {
        s_shift = shift;
        var next = $"{s_file}.next";
        File.WriteAllText(next, shift.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        File.Move(next, s_file, overwrite: true);
    }

    /// <summary>Ends it for what is started from now on.</summary>
    public static void End()
    {
        Environment.SetEnvironmentVariable("LD_PRELOAD", null);
        File.Delete(s_file);
    }

    /// <returns>What is wrong with a machine's clock; nothing if it shows what this one does.</returns>
    public static async Task<string?> CompareAsync(PockrCli cli)
    {
        var told = await SoakCommand.RunAsync(cli, "date +%s"u8.ToArray(), "shell");
        if (!long.TryParse(told.Output, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds))
        {
            return told.ToString();
        }

        var distance = DateTimeOffset.FromUnixTimeSeconds(seconds) - Now;
        return distance.Duration() < s_tolerance ? null : $"The machine's clock is {distance.TotalSeconds:0} s ahead of the host's.";
    }
}
