namespace Pockr.EndToEnd.Tests;

/// <summary>Stands where a user's browser does: it notes the address that <c>pockr open</c> gives it.</summary>
internal static class NotingBrowser
{
    public static async Task<string> OpenAsync(RunningVm vm)
    {
        using var directory = new HostDirectory();
        var told = directory["told"];
        var browser = directory.Write("browser", $"#!/bin/sh\necho \"$@\" >{told}.new\nmv {told}.new {told}\n");
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var opened = await HostCommand.RunAsync(
            Requirements.Launcher, ["open"], new Dictionary<string, string> { ["POCKR_HOME"] = vm.Cli.Home, ["BROWSER"] = browser });
        Assert.True(opened.ExitCode == 0, opened.ToString());
        while (!File.Exists(told))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return (await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken)).TrimEnd('\n');
    }
}
