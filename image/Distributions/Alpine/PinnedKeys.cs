using System.Security.Cryptography;

namespace Pockr.Image.Distributions.Alpine;

/// <summary>The public keys a recipe trusts, by the names that signatures give them; those of a release file count for nothing.</summary>
internal sealed class PinnedKeys(IReadOnlyDictionary<string, string> keys)
{
    public IEnumerable<string> Names => keys.Keys;

    public RSA? Find(string name)
    {
        if (!keys.TryGetValue(name, out var key))
        {
            return null;
        }

        var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
        return rsa;
    }

    /// <summary>Writes the keys as apk looks for them.</summary>
    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var (name, key) in keys)
        {
            File.WriteAllText(Path.Combine(directory, name), PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(key)) + '\n');
        }
    }
}
