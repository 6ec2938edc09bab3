using Pockr.Machines;
using Pockr.Machines.Settings;

namespace Pockr.HostLauncher.Tests.Settings;

public sealed class MountOptionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pockr-mount-").FullName;

    [Theory]
    [InlineData("a", "{0}/a", "", "{0}/a", "{0}/a", false)]
    [InlineData("a", "{0}/a/", ":ro", "{0}/a", "{0}/a", true)]
    [InlineData("a", "{0}/a", ":/srv/x", "{0}/a", "/srv/x", false)]
    [InlineData("a", "{0}/a", ":/srv/x/:ro", "{0}/a", "/srv/x", true)]
    [InlineData("a b,c", "{0}/a b,c", ":rw", "{0}/a b,c", "{0}/a b,c", false)]
    [InlineData("a:b", "{0}/a:b", "", "{0}/a:b", "{0}/a:b", false)]
    [InlineData("a:/b", "{0}/a:/b", ":/srv/y", "{0}/a:/b", "/srv/y", false)]
    [InlineData("a:ro", "{0}/a:ro", "", "{0}/a:ro", "{0}/a:ro", false)]
    public void Parse_TakesWhatIsThere(string directory, string typed, string more, string source, string path, bool readOnly)
    {
        Directory.CreateDirectory(Path.Combine(_root, directory));

        var mount = MountOption.Parse(In(typed) + more);

        Assert.Equal(new MachineMount(In(source), In(path), readOnly), mount);
        Assert.Null(mount.FindOnHost());
    }

    [Fact]
    public void Parse_OfARelativePath_IsFromTheCurrentDirectory()
    {
        Assert.Equal(new MachineMount(Environment.CurrentDirectory, "/srv", true), MountOption.Parse(".:/srv:ro"));
        Assert.Equal(Environment.CurrentDirectory, MountOption.Parse("./").Path);
    }

    [Fact]
    public void Parse_OfWhatIsNotThere_IsADirectoryThatIsMissing()
    {
        var mount = MountOption.Parse(In("{0}/none:/srv:ro"));

        Assert.Equal(new MachineMount(In("{0}/none"), "/srv", true), mount);
        Assert.Contains("there is no such directory", mount.FindOnHost()!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tag_IsAnothersForAnotherDirectory_AndFitsTheHardware()
    {
        MachineMount[] mounts = [new("/a", "/x"), new("/b", "/x"), new("/a", "/y"), new("/a", "/x", true)];

        Assert.Equal(mounts.Length, mounts.Select(mount => mount.Tag).Distinct().Count());
        Assert.All(mounts, mount => Assert.Matches("^[a-z0-9-]{1,31}$", mount.Tag));
        Assert.Equal(new MachineMount("/a", "/x").Tag, mounts[0].Tag);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string In(string text) => text.Replace("{0}", _root, StringComparison.Ordinal);
}
