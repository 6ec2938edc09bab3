namespace Pockr.HostLauncher.Tests.Fakes;

/// <summary>Programs a test needs. On a desk it is skipped without them; in CI nothing is skipped unseen.</summary>
internal static class Requirements
{
    public static void Need(string tool)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, tool)));
        if (!found && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{tool} is not installed.");
        }

        Assert.SkipUnless(found, $"{tool} is not installed.");
    }
}
