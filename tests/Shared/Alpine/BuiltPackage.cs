using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Pockr.Testing.Alpine;

/// <summary>A package in the format of apk-tools 2: a signature, the signed control section, and the data it holds the digest of.</summary>
internal sealed record BuiltPackage(AlpinePackage Package, byte[] Signature, byte[] Control, byte[] Data)
{
    public byte[] Bytes => [.. Signature, .. Control, .. Data];

    public static BuiltPackage Build(AlpinePackage package, AlpineKey key)
    {
        var data = AlpineTar.Pack(package.Files, cut: false);
        var control = AlpineTar.Pack([TarFile.Of(".PKGINFO", Info(package, data))], cut: true);
        return new BuiltPackage(package, key.Sign(control), control, data);
    }

    /// <summary>Its record in an index.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The format knows no other.")]
    public string Record()
    {
        var lines = new List<string>
        {
            $"C:Q1{Convert.ToBase64String(SHA1.HashData(Control))}",
            $"P:{Package.Name}",
            $"V:{Package.Version}",
            "A:x86_64",
            $"S:{Bytes.Length}",
            $"I:{SizeOf(Package)}",
            "T:made by a test",
            $"L:{Package.License}",
            $"o:{OriginOf(Package)}",
            $"t:{Package.BuildTime}",
        };
        if (Package.Depends.Count > 0)
        {
            lines.Add($"D:{string.Join(' ', Package.Depends)}");
        }

        if (Package.Provides.Count > 0)
        {
            lines.Add($"p:{string.Join(' ', Package.Provides)}");
        }

        return string.Concat(lines.Select(line => $"{line}\n"));
    }

    private static string Info(AlpinePackage package, byte[] data)
    {
        var lines = new List<string>
        {
            $"pkgname = {package.Name}",
            $"pkgver = {package.Version}",
            "pkgdesc = made by a test",
            $"builddate = {package.BuildTime}",
            $"size = {SizeOf(package)}",
            "arch = x86_64",
            $"origin = {OriginOf(package)}",
            $"license = {package.License}",
        };
        lines.AddRange(package.Depends.Select(name => $"depend = {name}"));
        lines.AddRange(package.Provides.Select(name => $"provides = {name}"));
        lines.Add($"datahash = {Convert.ToHexStringLower(SHA256.HashData(data))}");
        return new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
    }

    private static string OriginOf(AlpinePackage package) => package.Origin.Length > 0 ? package.Origin : package.Name;

    private static long SizeOf(AlpinePackage package) => package.Files.Sum(file => (long)file.Content.Length);
}
