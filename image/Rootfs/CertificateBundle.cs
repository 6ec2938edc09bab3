namespace Pockr.Image.Rootfs;

/// <summary>What ca-certificates' maintainer script does: all authorities in the one file that Go and OpenSSL read.</summary>
internal static class CertificateBundle
{
    public static void Write(string root)
    {
        var source = Path.Combine(root, "usr/share/ca-certificates");
        if (!Directory.Exists(source))
        {
            return;
        }

        var target = Directory.CreateDirectory(Path.Combine(root, "etc/ssl/certs")).FullName;
        var certificates = Directory.EnumerateFiles(source, "*.crt", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(target, "ca-certificates.crt"), string.Concat(certificates.Select(File.ReadAllText)));
        Directory.Delete(source, recursive: true);
    }
}
