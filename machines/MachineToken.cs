using System.Security.Cryptography;
using System.Text;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>The secret of a machine. It is in its file and in requests, never in arguments or logs.</summary>
internal sealed record MachineToken
{
    private MachineToken(string value) => Value = value;

    public string Value { get; }

    /// <summary>What the guest is told: enough to check the token, useless for making requests.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    public override string ToString() => "(token)";

    public static MachineToken Ensure(MachineFiles files)
    {
        if (Find(files) is { } existing)
        {
            return existing;
        }

        AtomicFile.Write(files.Token, Encoding.UTF8.GetBytes($"{Guid.NewGuid()}\n"));
        return Find(files)!;
    }

    public static MachineToken? Find(MachineFiles files)
    {
        if (!File.Exists(files.Token))
        {
            return null;
        }

        var text = File.ReadAllText(files.Token).Trim();
        return Guid.TryParseExact(text, "D", out _)
            ? new MachineToken(text)
            : throw Failures.FileUnreadable(files.Token, "it has no UUID in it.");
    }
}
