using System.Buffers.Binary;
using System.Globalization;

namespace Pockr.Signing;

/// <summary>The eight random bytes that say which key a signature is of; no secret, and no proof of anything.</summary>
internal static class KeyId
{
    public const int Bytes = 8;

    /// <summary>As minisign prints it.</summary>
    public static string Print(ReadOnlySpan<byte> id) =>
        BinaryPrimitives.ReadUInt64LittleEndian(id).ToString("X16", CultureInfo.InvariantCulture);
}
