namespace Pockr.Bench;

/// <summary>A failure that whoever measures can act on.</summary>
internal sealed class BenchException(string message, string remedy, Exception? cause = null) : Exception(message, cause)
{
    public string Remedy { get; } = remedy;
}
