using System.Text;
using Pockr.Contracts;
using Pockr.EngineClient.Models;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Execs;

namespace Pockr.GuestAgent.Sessions;

/// <summary>What requests about sessions have to be like.</summary>
internal static class SessionRules
{
    private const int LongestTextBytes = 128 * 1024;

    private static readonly string[] s_shell = ["sh"];

    public static ExecSpec Spec(CreateSessionRequest request) =>
        ExecRules.Spec(request.Shell ?? s_shell, request.Env, request.WorkDir, request.User);

    public static void Check(SessionRunRequest request)
    {
        ExecRules.CheckRun(request.TimeoutSeconds, request.MaxOutputBytes);
        CheckLength("command", request.Command);
        if (request.Command.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProblemException(Problems.Invalid("command has a zero byte.", "Give a text without zero bytes."));
        }
    }

    public static void Check(SessionSendRequest request) => CheckLength("text", request.Text);

    private static void CheckLength(string name, string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > LongestTextBytes)
        {
            throw new ProblemException(Problems.Invalid(
                $"{name} has {bytes} bytes.", $"Give at most {LongestTextBytes}; PUT /v1/containers/{{id}}/files brings larger things into the container."));
        }
    }
}
