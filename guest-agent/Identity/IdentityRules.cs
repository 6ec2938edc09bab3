using System.Buffers.Text;
using Pockr.Contracts;
using Pockr.GuestAgent.Auth;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Identity;

/// <summary>What an identity has to be like.</summary>
internal static class IdentityRules
{
    private const int LongestHostName = 63;
    private const int MachineIdDigits = 32;

    /// <summary>Everything that is wrong with it.</summary>
    public static IEnumerable<string> Check(MachineIdentity identity)
    {
        if (!KernelCommandLine.IsDigest(identity.TokenSha256))
        {
            yield return "tokenSha256 has not 64 hexadecimal digits.";
        }

        if (!IsHostName(identity.HostName))
        {
            yield return $"hostName is '{identity.HostName}'; 1 to {LongestHostName} lower-case letters, digits and hyphens are expected, a letter or digit first.";
        }

        if (identity.MachineId.Length != MachineIdDigits || !identity.MachineId.All(char.IsAsciiHexDigitLower))
        {
            yield return $"machineId has not {MachineIdDigits} lower-case hexadecimal digits.";
        }

        if (identity.Entropy.Length == 0 || !Base64.IsValid(identity.Entropy))
        {
            yield return "entropy is not Base64.";
        }

        if (identity.UnixMilliseconds is { } time && !MachineClock.IsPlausible(time))
        {
            yield return $"unixMilliseconds is {time}; a time of {MachineClock.Earliest.Year} to {MachineClock.Latest.Year - 1} is expected.";
        }
    }

    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= LongestHostName
        && name[0] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
