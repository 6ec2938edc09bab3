using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pockr.Machines;
using Pockr.Machines.Checks;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.Checks;

/// <summary>
/// What somebody needs who is to help, in one file: results, settings, logs, lists of files. Disks, memory and tokens are not opened, and
/// <see cref="SecretFilter"/> goes over all that is.
/// </summary>
internal sealed class SupportBundle(PockrHome home, MachineDirectory directory, GuestLogs guestLogs)
{
    private const int LongestBytes = 1 << 20;
    private const int ShortestSecret = 8;
    private const string Root = "pockr-support";

    private static readonly EnumerationOptions s_everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static readonly string[] s_patterns = ["*.json", "*.log"];

    public async Task WriteAsync(string path, IReadOnlyList<CheckReport> reports, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        if (Path.Exists(target))
        {
            throw Failures.FileExists(target);
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw Failures.Usage($"There is no directory for {target}.", "Name a file in a directory that is there.");
        }

        using var content = new MemoryStream();
        await using (var compressed = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(compressed, TarEntryFormat.Pax))
        {
            await AddAllAsync(tar, reports, cancellationToken);
        }

        AtomicFile.Write(target, content.ToArray());
    }

    private async Task AddAllAsync(TarWriter tar, IReadOnlyList<CheckReport> reports, CancellationToken cancellationToken)
    {
        var filter = new SecretFilter(FindTokens());
        await AddAsync("doctor.json", JsonSerializer.Serialize(reports, LauncherJson.Default.IReadOnlyListCheckReport));
        await AddAsync("host.txt", DescribeHost());
        await AddAsync("files.txt", ListFiles());
        foreach (var (name, path) in FindFiles())
        {
            await AddAsync(name, ReadEnd(path));
        }

        foreach (var machine in directory.Names)
        {
            foreach (var (service, text) in await guestLogs.ReadAllAsync(machine, cancellationToken))
            {
                await AddAsync($"vms/{machine}/guest/{service}.log", text);
            }
        }

        async Task AddAsync(string name, string text)
        {
            using var data = new MemoryStream(Encoding.UTF8.GetBytes(filter.Clean(text)));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"{Root}/{name}") { DataStream = data }, cancellationToken);
        }
    }

    // One that is damaged is a secret as well.
    private List<string> FindTokens() => [.. directory.Names
        .Select(name => directory.FilesOf(name).Token)
        .Where(File.Exists)
        .Select(path => ReadEnd(path).Trim())
        .Where(text => text.Length >= ShortestSecret)];

    private IEnumerable<(string Name, string Path)> FindFiles()
    {
        var images = Directory.Exists(home.Images) ? Directory.EnumerateDirectories(home.Images) : [];
        return new[] { home.Directory }
            .Concat(images)
            .Concat(directory.Names.Select(name => directory.FilesOf(name).Directory))
            .Where(Directory.Exists)
            .SelectMany(place => s_patterns.SelectMany(pattern => Directory.EnumerateFiles(place, pattern)))
            .Where(path => new FileInfo(path).LinkTarget is null)
            .Select(path => (Path.GetRelativePath(home.Directory, path), path));
    }

    /// <summary>Names, sizes and rights of everything there is.</summary>
    private string ListFiles()
    {
        if (!Directory.Exists(home.Directory))
        {
            return "";
        }

        var list = new StringBuilder();
        foreach (var entry in new DirectoryInfo(home.Directory).EnumerateFileSystemInfos("*", s_everything))
        {
            var rights = OperatingSystem.IsWindows() ? "" : Convert.ToString((int)entry.UnixFileMode, 8);
            var length = entry is FileInfo file ? file.Length : 0;
            list.Append(null, $"{rights,5} {length,12} {entry.LastWriteTimeUtc:u} {Path.GetRelativePath(home.Directory, entry.FullName)}\n");
        }

        return list.ToString();
    }

    private static string DescribeHost() =>
        $"""
        pockr {typeof(SupportBundle).Assembly.GetName().Version}
        {RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}
        {RuntimeInformation.FrameworkDescription}
        {Environment.ProcessorCount} processors

        """;

    private static string ReadEnd(string path)
    {
        try
        {
            return ReadEndOf(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"({exception.Message})";
        }
    }

    // QEMU and the supervisor may be writing it.
    private static string ReadEndOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(0, file.Length - LongestBytes);
        var bytes = new byte[LongestBytes];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
