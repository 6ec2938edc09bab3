using Pockr.HostLauncher.Errors;
using Pockr.Machines.Files;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Tests.Files;

/// <summary>The table of <c>docker cp</c>'s manual.</summary>
public sealed class CopyRulesTests
{
    [Theory]
    [InlineData("a/file", false, "/to/new", EntryKind.None, "/to", "new")]
    [InlineData("a/file", false, "/to/old", EntryKind.File, "/to", "old")]
    [InlineData("a/file", false, "/old", EntryKind.File, "/", "old")]
    [InlineData("a/file", false, "/to/dir", EntryKind.Directory, "/to/dir", "file")]
    [InlineData("a/file", false, "/to/dir/", EntryKind.Directory, "/to/dir", "file")]
    [InlineData("a/file", false, "/", EntryKind.Directory, "/", "file")]
    [InlineData("a/dir", true, "/to/new", EntryKind.None, "/to", "new")]
    [InlineData("a/dir", true, "/to/new/", EntryKind.None, "/to", "new")]
    [InlineData("a/dir/.", true, "/to/new", EntryKind.None, "/to", "new")]
    [InlineData("a/dir", true, "/to/dir", EntryKind.Directory, "/to/dir", "dir")]
    [InlineData("a/dir/", true, "/to/dir", EntryKind.Directory, "/to/dir", "dir")]
    [InlineData("a/dir/.", true, "/to/dir", EntryKind.Directory, "/to/dir", "")]
    [InlineData(".", true, "/to/dir", EntryKind.Directory, "/to/dir", "")]
    public void WhatIsCopied_GoesWhereDockerPutsIt(
        string source, bool isDirectory, string destination, object kind, string directory, string name)
    {
        Assert.Equal(new CopyTarget(directory, name), Resolve(source, isDirectory, destination, (EntryKind)kind));
    }

    [Theory]
    [InlineData("file", false, "/to/new/", EntryKind.None, "There is no directory /to/new/.")]
    [InlineData("file", false, "/to/new/.", EntryKind.None, "There is no directory /to/new/..")]
    [InlineData("file", false, "/to/old/", EntryKind.File, "/to/old/ is a file, and not a directory.")]
    [InlineData("dir", true, "/to/old", EntryKind.File, "dir is a directory and /to/old is not.")]
    [InlineData("dir/.", true, "/dev/null", EntryKind.Other, "dir/. is a directory and /dev/null is not.")]
    public void WhatCannotBe_IsRefused(string source, bool isDirectory, string destination, object kind, string message)
    {
        Assert.Equal(message, Assert.Throws<LauncherException>(() => Resolve(source, isDirectory, destination, (EntryKind)kind)).Message);
    }

    [Theory]
    [InlineData("web:/etc", "web", "/etc")]
    [InlineData("web:etc/a:b", "web", "etc/a:b")]
    [InlineData("./a:b", null, "./a:b")]
    [InlineData("/a:b", null, "/a:b")]
    [InlineData(":b", null, ":b")]
    [InlineData("a", null, "a")]
    [InlineData("-", null, "-")]
    public void AnEnd_IsInAContainerOrOnThisHost(string text, string? container, string path) =>
        Assert.Equal(new CopyEnd(container, path), CopyEnd.Parse(text));

    [Theory]
    [InlineData("", "/", "")]
    [InlineData("/", "/", "")]
    [InlineData("a/./b/", "/a/b", "b")]
    [InlineData("/a/../../b/.", "/b", "b")]
    public void PathsInContainers_AreAbsolute(string path, string expected, string name) =>
        Assert.Equal((expected, name), (ContainerPath.Normalize(path), ContainerPath.NameOf(path)));

    private static CopyTarget Resolve(string source, bool isDirectory, string destination, EntryKind kind)
    {
        var resolved = destination.TrimEnd('.').TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/";
        return CopyRules.Resolve(
            new CopySource(source, source.TrimEnd('.').TrimEnd('/').Split('/')[^1], isDirectory), new CopyDestination(destination, resolved, kind));
    }
}
