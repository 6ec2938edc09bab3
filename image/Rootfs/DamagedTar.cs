namespace Pockr.Image.Rootfs;

/// <summary>Tells what .NET's reader throws for a tar that is damaged: there is no one exception for it.</summary>
internal static class DamagedTar
{
    public static bool IsCause(Exception exception) =>
        exception is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException;
}
