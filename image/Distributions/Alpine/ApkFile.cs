using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pockr.Contracts;
using Pockr.Image.Errors;
using Pockr.Image.Rootfs;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>
/// A package file: three gzip members, of which the first signs the second, and the second holds the digest of the third. Format:
/// apk-tools, doc/apk-v2.5.scd.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="name">What it is called in messages.</param>
internal sealed class ApkFile(string path, string name)
{
    private const string DataHash = "datahash = ";

    /// <summary>Follows the chain from a pinned key to the last byte, and compares the file with what the index says about it.</summary>
    public async Task VerifyAsync(IndexedPackage indexed, PinnedKeys keys, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        if (file.Length != indexed.Bytes)
        {
            throw Failures.PackageCut(name, file.Length, indexed.Bytes);
        }

        try
        {
            var signature = GzipMembers.Read(file);
            var control = GzipMembers.Read(file);
            ApkSignature.Verify(name, signature, control.Raw, keys);
            Compare("the control section", ApkChecksum.Of(control.Raw), indexed.Checksum, "the index");
            var data = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            Compare("the data", data, DataHashOf(control), "the package's signed part");
            await CheckPathsAsync(indexed.Name, cancellationToken);
        }
        catch (Exception exception) when (TarEntries.IsDamage(exception))
        {
            throw Failures.PackageUntrue(name, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>The package's files as a tar.</summary>
    public Stream OpenData()
    {
        var file = File.OpenRead(path);
        GzipMembers.Read(file);
        GzipMembers.Read(file);
        return new GZipStream(file, CompressionMode.Decompress);
    }

    // Before apk unpacks them: it is a program in C that runs with the rights of who builds.
    private async Task CheckPathsAsync(string package, CancellationToken cancellationToken)
    {
        await using var data = OpenData();
        await using var entries = new TarEntries(data, PackagePath.LongestHeaders);
        while (await entries.NextAsync(cancellationToken) is { } entry)
        {
            PackagePath.Normalize(package, entry.Name);
        }
    }

    private void Compare(string part, string found, string expected, string source)
    {
        if (found != expected)
        {
            throw Failures.PackageUntrue(name, $"{part} has the digest {found}, and {source} says {expected}");
        }
    }

    private static string DataHashOf(GzipMember control)
    {
        var info = TarFiles.Read(control.Content).FirstOrDefault(entry => entry.Name == ".PKGINFO").Content ?? [];
        var line = Encoding.UTF8.GetString(info).Split('\n').SingleOrDefault(line => line.StartsWith(DataHash, StringComparison.Ordinal));
        return line?[DataHash.Length..] ?? throw new InvalidDataException("its signed part holds no digest of its data");
    }
}
