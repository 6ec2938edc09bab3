using System.Text;
using System.Text.Unicode;

namespace Pockr.HostLauncher.Mcp;

/// <summary>Makes bytes of a file something a model can read.</summary>
internal static class FilePart
{
    /// <param name="bytes">The bytes.</param>
    /// <param name="offset">Where in the file they begin.</param>
    /// <param name="isCut">Whether the file goes on.</param>
    public static ToolContent Of(ReadOnlySpan<byte> bytes, long offset, bool isCut)
    {
        var whole = isCut ? bytes[..WholeCharacters(bytes)] : bytes;
        var isText = Utf8.IsValid(whole);
        bytes = isText ? whole : bytes;
        return new ToolContent(
            isText ? Encoding.UTF8.GetString(bytes) : Convert.ToBase64String(bytes), isText ? "utf-8" : "base64", bytes.Length, isCut, isCut ? offset + bytes.Length : null);
    }

    /// <summary>How many bytes there are without a character at the end that is not all there.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.Length - 1;
        while (first > 0 && bytes.Length - first < 4 && (bytes[first] & 0xC0) == 0x80)
        {
            first--;
        }

        return first >= 0 && Rune.DecodeFromUtf8(bytes[first..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? first : bytes.Length;
    }
}
