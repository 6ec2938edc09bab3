namespace Pockr.Image.Errors;

/// <summary>A failure the person who builds can act on.</summary>
internal sealed class ImageException(string message, string remedy, Exception? cause = null) : Exception(message, cause)
{
    public string Remedy { get; } = remedy;
}
