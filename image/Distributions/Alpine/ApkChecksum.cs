using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>How indexes and databases of Alpine name a package's control section: <c>Q1</c> and its SHA-1.</summary>
internal static class ApkChecksum
{
    [SuppressMessage("Security", "CA5350", Justification = "The format knows no other; the data hangs on a SHA-256.")]
    public static string Of(byte[] control) => $"Q1{Convert.ToBase64String(SHA1.HashData(control))}";
}
