namespace Pockr.Contracts;

/// <summary>A line to the agent over the machine's identity channel. It asks for one thing.</summary>
/// <param name="Id">Comes back with the answer.</param>
/// <param name="Identity">Who the machine is to be from now on.</param>
/// <param name="WarmUp">Do all that is otherwise done when it is first needed, and write out the disk.</param>
public sealed record IdentityRequest(string Id, MachineIdentity? Identity = null, bool WarmUp = false);

/// <summary>What makes a machine this one, and no other that was made of the same memory.</summary>
/// <param name="TokenSha256">Digest of the API's token, as 64 hexadecimal digits.</param>
/// <param name="HostName">The machine's own name.</param>
/// <param name="MachineId">What is to be in <c>/etc/machine-id</c>: 32 hexadecimal digits.</param>
/// <param name="Entropy">Random bytes, as Base64.</param>
/// <param name="UnixMilliseconds">The time, if the machine's clock is to be set.</param>
public sealed record MachineIdentity(string TokenSha256, string HostName, string MachineId, string Entropy, long? UnixMilliseconds = null);

/// <summary>The answer to an <see cref="IdentityRequest"/>.</summary>
/// <param name="Id">The request's; absent if it could not be read.</param>
/// <param name="Error">Why nothing was changed, if it could not be done.</param>
public sealed record IdentityAnswer(string? Id = null, string? Error = null);
