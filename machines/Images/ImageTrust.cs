using System.Text;
using Pockr.Machines.Errors;
using Pockr.Signing;

namespace Pockr.Machines.Images;

/// <summary>What an image from elsewhere has to be signed with.</summary>
/// <param name="Keys">Any of them is enough.</param>
/// <param name="AllowsUnsigned">Whether one that nobody known has signed is taken as it is.</param>
internal sealed record ImageTrust(IReadOnlyList<MinisignPublicKey> Keys, bool AllowsUnsigned)
{
    /// <summary>Refuses checksums that nobody vouches for. One that claims a known key's signature has to have it, whatever is allowed.</summary>
    /// <returns>The key they are signed with, if that is known.</returns>
    public string? Ensure(string source, byte[] sums, byte[]? signature)
    {
        var text = signature is null ? null : Encoding.UTF8.GetString(signature);
        try
        {
            return text is null ? throw new SignatureException("it is not signed")
                : Keys.Count == 0 ? throw new SignatureException("it is signed, and this pockr has no key to verify it with")
                : SignedSums.Verify(sums, text, Keys).KeyId;
        }
        catch (SignatureException) when (AllowsUnsigned && !IsOfKnownKey(text))
        {
            return null;
        }
        catch (SignatureException exception)
        {
            throw Failures.BundleUntrusted(source, exception);
        }
    }

    private bool IsOfKnownKey(string? signature)
    {
        try
        {
            return signature is not null && MinisignSignature.Parse(signature).KeyId is var id && Keys.Any(key => key.Id == id);
        }
        catch (SignatureException)
        {
            return false;
        }
    }
}
