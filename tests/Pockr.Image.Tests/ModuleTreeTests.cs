using System.Text;
using Pockr.Image.Kernel;

namespace Pockr.Image.Tests;

public sealed class ModuleTreeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task WriteIndex_NamesWhatEachModuleNeeds_LastTheFirstToBeLoaded()
    {
        Module("kernel/fs/ext4/ext4.ko", "jbd2,mbcache", "fs-ext4", "ext3");
        Module("kernel/fs/jbd2/jbd2.ko", "crc-x");
        Module("kernel/fs/mbcache.ko", "");
        Module("kernel/lib/crc-x.ko", "", "crypto-crc");
        Module("kernel/fs/unwanted.ko", "", "fs-unwanted");
        File.WriteAllText(_directory["6.12/modules.builtin"], "kernel/fs/proc.ko\n");
        var tree = new ModuleTree(_directory["6.12"]);

        await tree.PruneAsync(["ext4", "proc"], TestContext.Current.CancellationToken);
        await tree.WriteIndexAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            kernel/lib/crc-x.ko:
            kernel/fs/ext4/ext4.ko: kernel/fs/mbcache.ko kernel/fs/jbd2/jbd2.ko kernel/lib/crc-x.ko
            kernel/fs/jbd2/jbd2.ko: kernel/lib/crc-x.ko
            kernel/fs/mbcache.ko:

            """,
            File.ReadAllText(_directory["6.12/modules.dep"]));
        Assert.Equal("alias crypto-crc crc_x\nalias fs-ext4 ext4\nalias ext3 ext4\n", File.ReadAllText(_directory["6.12/modules.alias"]));
        Assert.False(File.Exists(_directory["6.12/kernel/fs/unwanted.ko"]));
    }

    public void Dispose() => _directory.Dispose();

    private void Module(string path, string depends, params string[] aliases)
    {
        var file = Path.Combine(_directory["6.12"], path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var info = $"{string.Concat(aliases.Select(alias => $"alias={alias}\0"))}depends={depends}\0name=x\0";
        File.WriteAllBytes(file, ModuleFile.With(Encoding.ASCII.GetBytes(info)));
    }
}
