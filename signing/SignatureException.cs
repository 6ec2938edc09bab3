namespace Pockr.Signing;

/// <summary>Why a key, a signature or a list of checksums is not to be trusted; a clause that begins in lower case and has no full stop.</summary>
public sealed class SignatureException(string reason, Exception? cause = null) : Exception(reason, cause);
