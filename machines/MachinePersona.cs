using System.Security.Cryptography;
using System.Text;
using Pockr.Contracts;

namespace Pockr.Machines;

/// <summary>Who a machine is. Machines that were made of the same memory are told apart by nothing else.</summary>
internal sealed record MachinePersona(MachineName Name, MachineToken Token)
{
    /// <summary>On the kernel's command line, which is part of saved memory, and hence the same for all machines.</summary>
    public const string KernelParameter = "pockr.token=channel";

    private const string PlainHostName = "pockr";
    private const int MachineIdBytes = 16;
    private const int EntropyBytes = 32;

    public string HostName => Name.Value == MachineName.Default ? PlainHostName : Name.Value;

    /// <summary>Stays the same as long as the token does, and tells nothing of it.</summary>
    public string MachineId =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token.Value), "machine-id"u8).AsSpan(0, MachineIdBytes));

    /// <summary>What the machine is told.</summary>
    public MachineIdentity ToIdentity(bool setsClock) => new(
        Token.Sha256,
        HostName,
        MachineId,
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(EntropyBytes)),
        setsClock ? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() : null);
}
