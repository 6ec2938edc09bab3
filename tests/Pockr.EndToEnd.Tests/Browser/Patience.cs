namespace Pockr.EndToEnd.Tests.Browser;

/// <summary>How long is waited for what a page is to show. An emulated machine needs seconds for some of it; it is no pass mark.</summary>
internal static class Patience
{
    public const int Milliseconds = 30_000;
}
