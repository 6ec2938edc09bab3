using System.ComponentModel;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Auth;

namespace Pockr.GuestAgent.Identity;

/// <summary>Does what a line of the identity channel asks for. What cannot be done whole is refused, and changes nothing.</summary>
/// <param name="token">Learns the digest.</param>
/// <param name="become">Makes the machine all the rest of it.</param>
/// <param name="warmUp">Does what is otherwise done when it is first needed.</param>
internal sealed class IdentityRequests(AccessToken token, Action<MachineIdentity> become, Func<Task> warmUp)
{
    public static IdentityAnswer Refuse(string? id, string error) => new(id, error, IdentityRequest.CurrentVersion);

    public IdentityAnswer Answer(ReadOnlySpan<byte> line)
    {
        string? id = null;
        try
        {
            // Alone at first: of another version, the rest may be anything.
            var envelope = JsonSerializer.Deserialize(line, AgentJson.TypeInfo<IdentityEnvelope>());
            id = envelope?.Id;
            return envelope switch
            {
                null => Refuse(id, "It is empty."),
                { Version: not IdentityRequest.CurrentVersion } => Refuse(
                    id, $"It is of version {envelope.Version} of the identity channel, and this agent speaks {IdentityRequest.CurrentVersion}."),
                _ => new IdentityAnswer(id, FindFault(line), IdentityRequest.CurrentVersion),
            };
        }
        catch (JsonException exception)
        {
            return Refuse(id, $"It is not JSON of the expected form: {exception.Message}");
        }
    }

    private string? FindFault(ReadOnlySpan<byte> line)
    {
        var request = JsonSerializer.Deserialize(line, AgentJson.TypeInfo<IdentityRequest>())!;
        if (request.Identity is { } identity)
        {
            var findings = IdentityRules.Check(identity).ToList();
            return findings.Count > 0 ? string.Join(' ', findings) : Become(identity);
        }

        return request.WarmUp ? WarmUp() : "It asks for nothing: neither identity nor warmUp is there.";
    }

    // On the channel's own thread, which has nothing else to do. Whatever fails, no template is made of it.
    private string? WarmUp()
    {
        try
        {
            warmUp().GetAwaiter().GetResult();
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }

    // The token last: from then on the machine can be used.
    private string? Become(MachineIdentity identity)
    {
        try
        {
            become(identity);
            token.Become(Convert.FromHexString(identity.TokenSha256));
            return null;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }
}
