using System.Text;
using Pockr.Machines.Errors;
using Pockr.Machines.Images;
using Pockr.Signing;

namespace Pockr.Fuzz.Tests.Targets;

/// <summary>Keys, signatures and lists of checksums.</summary>
internal static class SignatureTargets
{
    private static readonly MinisignSecretKey s_key = MinisignSecretKey.Parse(
        "untrusted comment: minisign secret key 0807060504030201\n" + KeyLine() + "\n");

    private static readonly byte[] s_sums = Encoding.UTF8.GetBytes($"{new string('a', 64)}  manifest.json\n{new string('b', 64)} *vmlinux\n");

    private static readonly MinisignSignature s_signature = s_key.Sign(s_sums, "an image");

    public static IEnumerable<Target> All =>
    [
        Target.OfText("minisign-public-key", text => MinisignPublicKey.Parse(text), s_key.PublicKey.ToFile(), s_key.PublicKey.Line) with { Promised = [typeof(SignatureException)] },
        Target.OfText("minisign-secret-key", text => MinisignSecretKey.Parse(text), s_key.ToFile()) with { Promised = [typeof(SignatureException)] },
        Target.OfText("minisign-signature", text => SignedSums.Verify(s_sums, text, [s_key.PublicKey]), s_signature.ToFile()) with { Promised = [typeof(SignatureException)] },
        Target.OfText("checksums", text => SignedSums.Parse(text), Encoding.UTF8.GetString(s_sums)) with { Promised = [typeof(SignatureException)] },
        Target.OfText("trusted-key", text => TrustedKeys.Load(text), s_key.PublicKey.Line, "release.pub") with { Promised = [typeof(LauncherException)] },
    ];

    // A key whose seed is known to all, so that seeds are the same in every run.
    private static string KeyLine()
    {
        var seed = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        var publicKey = new byte[32];
        Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.GeneratePublicKey(seed, 0, publicKey, 0);
        return Convert.ToBase64String([.. "Ed"u8, 0, 0, .. "B2"u8, .. new byte[48], 1, 2, 3, 4, 5, 6, 7, 8, .. seed, .. publicKey, .. new byte[32]]);
    }
}
