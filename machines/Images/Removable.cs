namespace Pockr.Machines.Images;

/// <summary>Something nobody needs, as <c>image gc --json</c> prints it: contract, members are added and never renamed.</summary>
/// <param name="Kind"><c>image</c>, <c>template</c>, <c>download</c> (cut short) or <c>leftover</c> (of a pockr that was killed).</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What its files take.</param>
internal sealed record Removable(string Kind, string Name, long Bytes)
{
    public const string Image = "image";
    public const string Template = "template";
    public const string Download = "download";
    public const string Leftover = "leftover";

    public static Removable Of(string kind, string path) => new(kind, Path.GetFileName(path), BytesOf(path));

    public static long BytesOf(string path) => !Directory.Exists(path)
        ? File.Exists(path) ? new FileInfo(path).Length : 0
        : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
