using System.Text;

namespace Pockr.GuestAgent.Files;

/// <summary>Name of an entry of a directory: any bytes but slashes. Ordered by its bytes.</summary>
internal sealed class EntryName : IComparable<EntryName>
{
    private EntryName(byte[] terminated) => Terminated = terminated;

    /// <summary>With the NUL at its end that the kernel wants.</summary>
    public byte[] Terminated { get; }

    public static EntryName From(string text) => new(Encoding.UTF8.GetBytes(text + '\0'));

    public static EntryName From(ReadOnlySpan<byte> bytes) => new([.. bytes, 0]);

    public int CompareTo(EntryName? other) => other is null ? 1 : Terminated.AsSpan().SequenceCompareTo(other.Terminated);

    /// <summary>Bytes that are not UTF-8 are replaced.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Terminated.AsSpan(..^1));
}
