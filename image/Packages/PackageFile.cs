namespace Pockr.Image.Packages;

/// <summary>A fetched package whose signature chain has been checked.</summary>
internal sealed record PackageFile(string Name, string Version, string FileName, string Sha256);
