using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Files;

/// <summary>What the numbers of a request about files have to be like.</summary>
internal static class FileRules
{
    private const int AllPermissions = 0xfff; // 07777
    private const int LongestList = 10_000;

    public static void CheckOwner(int? uid, int? gid)
    {
        if (uid < 0 || gid < 0)
        {
            throw new ProblemException(Problems.Invalid($"{uid}:{gid} is not an owner.", "Use numbers of 0 and more for 'uid' and 'gid'."));
        }
    }

    public static UnixFileMode Mode(string mode)
    {
        try
        {
            if (mode.Length is > 0 and <= 5 && char.IsAsciiDigit(mode[0]) && Convert.ToInt32(mode, 8) is var value and <= AllPermissions)
            {
                return (UnixFileMode)value;
            }
        }
        catch (FormatException)
        {
            // Digits that are not octal.
        }

        throw new ProblemException(Problems.Invalid($"'{mode}' is not a mode.", "Use octal digits up to 7777, for example '0644'."));
    }

    public static int Limit(int limit) => limit is >= 1 and <= LongestList
        ? limit
        : throw new ProblemException(Problems.Invalid($"{limit} is not a limit of a list.", $"Use 1 to {LongestList}; GET .../files/archive has no limit."));
}
