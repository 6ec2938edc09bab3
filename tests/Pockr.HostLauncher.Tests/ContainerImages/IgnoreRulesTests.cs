using Pockr.HostLauncher.ContainerImages;
using Pockr.HostLauncher.Errors;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.ContainerImages;

/// <summary>The tables are those of moby/patternmatcher, which is what Docker reads the file with.</summary>
public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("**", "file", true)]
    [InlineData("**", "dir/file", true)]
    [InlineData("**/", "dir/file", true)]
    [InlineData("**/**", "dir/file", true)]
    [InlineData("dir/**", "dir/file", true)]
    [InlineData("dir/**", "dir/dir2/file/", true)]
    [InlineData("**/dir", "dir/file", true)]
    [InlineData("**/dir2/*", "dir/dir2/file", true)]
    [InlineData("**/dir2/**", "dir/dir2/dir2/file", true)]
    [InlineData("**file", "file", true)]
    [InlineData("**file", "dir/file", true)]
    [InlineData("**/file", "dir/dir/file", true)]
    [InlineData("**/file*", "dir/dir/file.txt", true)]
    [InlineData("**/file*txt", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt2", "dir/dir/file.txt", false)]
    [InlineData("**/*.txt", "file.txt", true)]
    [InlineData("a**/*.txt", "a/file.txt", true)]
    [InlineData("a**/*.txt", "a/dir/dir/file.txt", true)]
    [InlineData("a/*.txt", "a/dir/file.txt", false)]
    [InlineData("a/*.txt", "a/file.txt", true)]
    [InlineData("a/*.txt**", "a/file.txt", true)]
    [InlineData("a[b-d]e", "ae", false)]
    [InlineData("a[b-d]e", "ace", true)]
    [InlineData("a[b-d]e", "aae", false)]
    [InlineData("a[^b-d]e", "aze", true)]
    [InlineData(".*", ".foo", true)]
    [InlineData(".*", "foo", false)]
    [InlineData("abc.def", "abcdef", false)]
    [InlineData("abc.def", "abcZdef", false)]
    [InlineData("abc?def", "abcZdef", true)]
    [InlineData("abc?def", "abcdef", false)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("a+(b)", "a+(b)", true)]
    [InlineData("**/foo/bar", "dir/foo/bar", true)]
    [InlineData("abc/**", "abc/def/ghi", true)]
    [InlineData("abc/**", "abc", false)]
    [InlineData("**/.foo", "bar.foo", false)]
    [InlineData("/docs", "docs/a", true)]
    [InlineData("./docs/", "docs", true)]
    [InlineData("x/../docs", "docs", true)]
    [InlineData("docs", "other/docs", false)]
    [InlineData("# docs", "# docs", false)]
    [InlineData("   docs  ", "docs", true)]
    [InlineData("", "docs", false)]
    public void APattern_IsAboutEntriesAndWhatIsInThem(string pattern, string name, bool isIgnored)
    {
        Assert.Equal(!isIgnored, new IgnoreRules([pattern]).Takes(name.TrimEnd('/')));
    }

    [Theory]
    [InlineData("docs/README.md", true)]
    [InlineData("docs/other.md", false)]
    [InlineData("docs", false)]
    [InlineData("docs/keep/secret", false)]
    [InlineData("docs/keep/other", true)]
    [InlineData("Dockerfile", true)]
    public void TheLastLineThatIsAboutAnEntry_Counts(string name, bool isTaken)
    {
        var rules = new IgnoreRules(["docs", "!docs/README.md", "!docs/keep", "docs/keep/secret", "Dockerfile"], "Dockerfile");

        Assert.Equal(isTaken, rules.Takes(name));
        Assert.True(rules.LooksInto("docs"));
    }

    [Fact]
    public void WhatNothingOfIsTaken_IsNotLookedInto()
    {
        Assert.False(new IgnoreRules(["node_modules"]).LooksInto("node_modules"));
        Assert.True(new IgnoreRules(["build"], "build/Dockerfile").LooksInto("build"));
        Assert.True(new IgnoreRules(["build"]).LooksInto("src"));
    }

    [Theory]
    [InlineData("[a")]
    [InlineData("[")]
    [InlineData("a\\")]
    [InlineData("!")]
    [InlineData("[z-a]")]
    public void ALineThatIsNoPattern_IsNamed(string line)
    {
        var failure = Assert.Throws<LauncherException>(() => new IgnoreRules(["fine", line]));

        Assert.StartsWith($"Line 2 of .dockerignore, '{line}', is no pattern", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
    }
}
