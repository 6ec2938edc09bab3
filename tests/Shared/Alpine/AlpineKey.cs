using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Pockr.Testing.Alpine;

/// <summary>A key that signs as Alpine's builders do.</summary>
internal sealed class AlpineKey(string name) : IDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string Name => name;

    /// <summary>As recipes hold it.</summary>
    public string PublicKey => Convert.ToBase64String(_rsa.ExportSubjectPublicKeyInfo());

    /// <summary>The gzip member that signs <paramref name="signed"/>.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "It is the format's own choice.")]
    public byte[] Sign(byte[] signed) =>
        AlpineTar.Pack([TarFile.Of($".SIGN.RSA.{name}", _rsa.SignData(signed, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1))], cut: true);

    public void Dispose() => _rsa.Dispose();
}
