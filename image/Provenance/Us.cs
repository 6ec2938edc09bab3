namespace Pockr.Image.Provenance;

/// <summary>What we are called in documents that name who made a thing, and by addresses that name things and lead nowhere.</summary>
internal static class Us
{
    public const string Name = "The Pockr authors";

    public const string Tool = "pockr-image";

    public const string Names = "https://pockr.invalid";
}
