namespace Pockr.Image.Distributions.Alpine;

/// <summary>One member of a gzip file: its compressed bytes as they are in the file, and what they unpack to.</summary>
internal sealed record GzipMember(byte[] Raw, byte[] Content);
