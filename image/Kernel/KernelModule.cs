namespace Pockr.Image.Kernel;

/// <summary>A module file; its name is told by the file name, its dependencies by the ELF section .modinfo.</summary>
internal static class KernelModule
{
    public const string Extension = ".ko";

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
}
