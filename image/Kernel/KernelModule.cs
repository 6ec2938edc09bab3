using System.Buffers.Binary;

namespace Pockr.Image.Kernel;

/// <summary>A module file; its name is told by the file name, its dependencies by the ELF section .modinfo.</summary>
internal static class KernelModule
{
    public const string Extension = ".ko";

    // Linux, include/linux/module_signature.h: the code, the signature, 12 bytes of which the last four tell its length, this text.
    private const int SignatureHeaderBytes = 12;

    private static ReadOnlySpan<byte> SignatureMark => "~Module signature appended~\n"u8;

    /// <summary>The kernel takes '-' and '_' for the same.</summary>
    public static string NameOf(string path)
    {
        var file = Path.GetFileName(path);
        return file[..file.IndexOf(Extension, StringComparison.Ordinal)].Replace('-', '_');
    }

    public static IReadOnlyList<string> DependenciesOf(ReadOnlySpan<byte> module)
    {
        // .modinfo holds NUL-terminated "key=value"; no other section has this key after a NUL.
        var start = module.IndexOf("\0depends="u8);
        if (start < 0)
        {
            return [];
        }

        var value = module[(start + "\0depends=".Length)..];
        var text = System.Text.Encoding.ASCII.GetString(value[..value.IndexOf((byte)0)]);
        return [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Replace('-', '_'))];
    }

    /// <summary>
    /// The module without its maker's signature. Its package was verified when the image was built and the launcher verifies the image;
    /// the guest's kernel would do it once more at each boot, where it is slowest.
    /// </summary>
    public static ReadOnlySpan<byte> WithoutSignature(ReadOnlySpan<byte> module)
    {
        if (!module.EndsWith(SignatureMark))
        {
            return module;
        }

        var header = module[..^SignatureMark.Length];
        var bytes = BinaryPrimitives.ReadUInt32BigEndian(header[^sizeof(uint)..]);
        var code = header.Length - SignatureHeaderBytes - bytes;
        return code > 0 ? module[..(int)code] : throw new InvalidDataException("The signature is longer than the module.");
    }
}
