using System.Globalization;
using System.Text;
using Pockr.Image.Processes;
using Pockr.Image.Recipes;

namespace Pockr.Image.Disk;

/// <summary>
/// An ext4 file system made of a directory, without mounting it and without being root: mke2fs copies the files, debugfs then makes
/// everything root's and of one time (mke2fs takes both from the host's files).
/// </summary>
internal sealed class Ext4Disk(Recipe recipe)
{
    private static readonly string[] s_timeFields = ["atime", "ctime", "mtime", "crtime"];

    public async Task MakeAsync(string root, Guid id, string disk, CancellationToken cancellationToken)
    {
        var time = new Dictionary<string, string> { ["E2FSPROGS_FAKE_TIME"] = recipe.Epoch.ToString(CultureInfo.InvariantCulture) };
        await Tool.RunAsync(MakeCommand(root, id, disk) with { Environment = time }, cancellationToken);

        var script = $"{disk}.debugfs";
        await File.WriteAllTextAsync(script, OwnershipScript(root), cancellationToken);
        await Tool.RunAsync(ToolCommand.System("debugfs", "-w", "-f", script, disk) with { Environment = time }, cancellationToken);
        File.Delete(script);

        await Tool.RunAsync(ToolCommand.System("e2fsck", "-f", "-n", disk), cancellationToken);
    }

    /// <summary>Copies what is on a disk into an empty directory.</summary>
    public static async Task UnpackAsync(string disk, string directory, CancellationToken cancellationToken)
    {
        var raw = Path.Combine(directory, "disk.raw");
        await Qcow2.UnpackAsync(disk, raw, cancellationToken);
        await Tool.RunAsync(ToolCommand.System("debugfs", "-R", $"rdump / \"{directory}\"", raw), cancellationToken);
        File.Delete(raw);
    }

    private ToolCommand MakeCommand(string root, Guid id, string disk) => ToolCommand.System(
        "mke2fs",
        "-q", "-t", "ext4", "-L", "pockr", "-U", $"{id}",
        // Nothing is left to be done in the background after the first mount: it would swell every overlay.
        "-E", $"hash_seed={id},lazy_itable_init=0,lazy_journal_init=0,nodiscard,root_owner=0:0",
        "-m", "0", "-b", "4096", "-I", "256", "-N", Text(recipe.Inodes), "-d", root, disk, Text(recipe.DiskBytes / 4096));

    private string OwnershipScript(string root)
    {
        var script = new StringBuilder();
        var paths = FileTree.EntriesOf(root)
            .Select(entry => $"/{Path.GetRelativePath(root, entry.FullName)}").Order(StringComparer.Ordinal);
        foreach (var path in paths.Prepend("/").Append("/lost+found"))
        {
            script.Append(CultureInfo.InvariantCulture, $"sif \"{path}\" uid 0\nsif \"{path}\" gid 0\n");
            foreach (var field in s_timeFields)
            {
                script.Append(CultureInfo.InvariantCulture, $"sif \"{path}\" {field} @{recipe.Epoch}\n");
            }
        }

        return script.ToString();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
