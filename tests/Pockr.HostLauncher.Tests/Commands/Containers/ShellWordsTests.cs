using Pockr.HostLauncher.Containers.Values;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Commands.Containers;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("ls -l /", "ls", "-l", "/")]
    [InlineData("  echo\t 'a b'  ", "echo", "a b")]
    [InlineData("echo \"a 'b'\"c", "echo", "a 'b'c")]
    [InlineData("echo 'a\\b' \"a\\\"b\" a\\ b", "echo", "a\\b", "a\"b", "a b")]
    [InlineData("echo '' \"\"", "echo", "", "")]
    [InlineData("")]
    public void Split_IsWhatAShellMakesOfIt(string line, params string[] words) => Assert.Equal(words, ShellWords.Split(line));

    [Theory]
    [InlineData("echo 'a", "a quote '")]
    [InlineData("echo \"a'", "a quote \"")]
    [InlineData("echo \\", "a backslash")]
    public void Split_OfALineThatBreaksOff_SaysWhere(string line, string within) =>
        Assert.Contains(within, Assert.Throws<LauncherException>(() => ShellWords.Split(line)).Message, StringComparison.Ordinal);
}
