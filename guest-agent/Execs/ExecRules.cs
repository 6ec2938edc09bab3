using Pockr.Contracts;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Execs;

/// <summary>What a command for a container has to be like.</summary>
internal static class ExecRules
{
    public const int LongestRunSeconds = 3600;

    private const int LongestExecSeconds = 86400;
    private const int MostOutputBytes = 16 * 1024 * 1024;
    private const int MostWaitSeconds = 60;

    public static ExecSpec Spec(ExecRequest request)
    {
        if (request.TimeoutSeconds is { } seconds)
        {
            CheckRange("timeoutSeconds", seconds, 1, LongestExecSeconds);
        }

        return Spec(request.Cmd, request.Env, request.WorkDir, request.User);
    }

    public static ExecSpec Spec(ExecRunRequest request)
    {
        CheckRun(request.TimeoutSeconds, request.MaxOutputBytes);
        return Spec(request.Cmd, request.Env, request.WorkDir, request.User);
    }

    public static ExecSpec Spec(IReadOnlyList<string> cmd, IReadOnlyList<string>? env = null, string? workDir = null, string? user = null)
    {
        if (cmd.Count == 0 || string.IsNullOrEmpty(cmd[0]))
        {
            throw new ProblemException(Problems.Invalid("cmd is empty.", "Give the command and its arguments."));
        }

        foreach (var variable in env ?? [])
        {
            if (variable is null || variable.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                throw new ProblemException(Problems.Invalid($"'{variable}' in env is not NAME=value.", "Give each variable as 'NAME=value'."));
            }
        }

        if (cmd.Concat(env ?? []).Append(workDir ?? "").Append(user ?? "").Any(text => text is null || text.Contains('\0', StringComparison.Ordinal)))
        {
            throw new ProblemException(Problems.Invalid("A value of the command is null or has a zero byte.", "Give texts without zero bytes."));
        }

        return new ExecSpec { Cmd = cmd, Env = env, WorkingDir = workDir, User = user };
    }

    public static void CheckRun(int timeoutSeconds, int maxOutputBytes)
    {
        CheckRange("timeoutSeconds", timeoutSeconds, 1, LongestRunSeconds);
        CheckRange("maxOutputBytes", maxOutputBytes, 0, MostOutputBytes);
    }

    public static void CheckRange(string name, int value, int lowest, int highest)
    {
        if (value < lowest || value > highest)
        {
            throw new ProblemException(Problems.Invalid($"{name} is {value}.", $"Use {lowest} to {highest}."));
        }
    }

    public static void CheckReading(long? cursor, int waitSeconds)
    {
        CheckRange("waitSeconds", waitSeconds, 0, MostWaitSeconds);
        if (cursor < 0)
        {
            throw new ProblemException(Problems.Invalid($"cursor is {cursor}.", "Use 0, or the cursor of an earlier answer."));
        }
    }
}
