using System.Text.Json.Serialization;

namespace Pockr.Contracts;

/// <summary>A line to the agent over the machine's identity channel. It asks for one thing.</summary>
/// <param name="Id">Comes back with the answer.</param>
/// <param name="Identity">Who the machine is to be from now on.</param>
/// <param name="WarmUp">Do all that is otherwise done when it is first needed, and write out the disk.</param>
/// <param name="Version">
/// Version of the channel that the launcher speaks; <see cref="CurrentVersion"/>. It is left out where it is 0: the first agents take no such member.
/// </param>
public sealed record IdentityRequest(
    string Id,
    MachineIdentity? Identity = null,
    bool WarmUp = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Version = IdentityRequest.CurrentVersion)
{
    /// <summary>The version this program speaks. It counts what the other side has to know of, not each addition.</summary>
    public const int CurrentVersion = 0;
}

/// <summary>What an <see cref="IdentityRequest"/> of any version has, whatever else is in it.</summary>
/// <param name="Id">The request's.</param>
/// <param name="Version">The version it is of.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record IdentityEnvelope(string Id, int Version = 0);

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
/// <param name="Version">Version of the channel that the agent speaks; the first ones do not say. All versions have these three.</param>
public sealed record IdentityAnswer(string? Id = null, string? Error = null, int Version = 0);
