using System.Buffers.Binary;
using System.Text;
using Pockr.Image.Errors;

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

    public static IReadOnlyList<string> DependenciesOf(ReadOnlySpan<byte> module) =>
        [.. ValuesOf(module, "depends").SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(name => name.Replace('-', '_'))];

    /// <summary>What the kernel asks for when it wants this module: patterns, in the order they have in the file.</summary>
    public static IReadOnlyList<string> AliasesOf(ReadOnlySpan<byte> module) => ValuesOf(module, "alias");

    // The section holds NUL-terminated "key=value".
    private static List<string> ValuesOf(ReadOnlySpan<byte> module, string key)
    {
        var info = Encoding.ASCII.GetString(ElfSections.Find(module, ".modinfo"));
        return [.. info.Split('\0').Where(entry => entry.StartsWith($"{key}=", StringComparison.Ordinal)).Select(entry => entry[(key.Length + 1)..])];
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
        return code > 0 ? module[..(int)code] : throw Failures.ModuleDamaged("its signature is longer than all of it");
    }
}
