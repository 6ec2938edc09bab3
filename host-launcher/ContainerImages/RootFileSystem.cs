using System.Security.Cryptography;
using Pockr.Machines.Files;
using Pockr.Machines.Archives;
using Pockr.Machines.Errors;

namespace Pockr.HostLauncher.ContainerImages;

/// <summary>A root file system on this host that containers can be made of: a tar, a directory, or an ext4 image.</summary>
/// <param name="path">Where it is.</param>
/// <param name="debugFs">Reads ext4 images.</param>
internal sealed class RootFileSystem(string path, DebugFs debugFs)
{
    private const int MagicOffset = 1080;
    private const ushort ExtMagic = 0xef53;

    /// <summary>SHA-256 of the bytes: of the file, or of the tar a directory makes, in which order and owners are always the same.</summary>
    public async Task<string> DigestAsync(CancellationToken cancellationToken)
    {
        await using var content = IsDirectory ? Pack(path, cancellationToken) : OpenFile(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    /// <summary>Reads it as a tar.</summary>
    /// <param name="readAsync">Given the tar, and its SHA-256 where that is known already.</param>
    /// <param name="digest">What <see cref="DigestAsync"/> found.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReadAsync(Func<Stream, string?, Task> readAsync, string digest, CancellationToken cancellationToken)
    {
        if (IsDirectory)
        {
            await using var tar = Pack(path, cancellationToken);
            await readAsync(tar, digest);
            return;
        }

        if (!await IsExtImageAsync(cancellationToken))
        {
            await using var tar = OpenFile(path);
            await readAsync(tar, digest);
            return;
        }

        var unpacked = Directory.CreateTempSubdirectory("pockr-rootfs-").FullName;
        try
        {
            await debugFs.UnpackAsync(path, unpacked, cancellationToken);
            await using var tar = Pack(unpacked, cancellationToken);
            await readAsync(tar, null);
        }
        finally
        {
            await debugFs.RemoveAsync(unpacked);
        }
    }

    private bool IsDirectory => Directory.Exists(path);

    private static Stream Pack(string directory, CancellationToken cancellationToken) => WrittenStream.Of(async target =>
    {
        var real = new DirectoryInfo(directory).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? directory;
        await using var writer = new TreeWriter(target);
        await writer.AddAsync(real, "", cancellationToken);
    });

    private async Task<bool> IsExtImageAsync(CancellationToken cancellationToken)
    {
        await using var file = OpenFile(path);
        if (file.Length < MagicOffset + sizeof(ushort))
        {
            return false;
        }

        var magic = new byte[sizeof(ushort)];
        file.Position = MagicOffset;
        await file.ReadExactlyAsync(magic, cancellationToken);
        return BitConverter.ToUInt16(magic) == ExtMagic;
    }

    private static FileStream OpenFile(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failures.FileMissing(file, failure.Message, failure);
        }
    }
}
