using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Containers;

/// <summary>Seconds between a container's stop signal and SIGKILL.</summary>
internal static class StopTimeout
{
    public const int Longest = 3600;

    public static string Remedy { get; } = $"Use 0 to {Longest}.";

    /// <summary>The value of a request; null for the container's own.</summary>
    public static int? Check(int? seconds)
    {
        return seconds is < 0 or > Longest ? throw new ProblemException(Problems.Invalid($"timeoutSeconds is {seconds}.", Remedy)) : seconds;
    }
}
