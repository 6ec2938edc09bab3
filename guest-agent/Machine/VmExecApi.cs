using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;
using Pockr.GuestAgent.Processes;

namespace Pockr.GuestAgent.Machine;

internal static class VmExecApi
{
    private const int LongestSeconds = 24 * 60 * 60;
    private const int LongestCommandBytes = 100 * 1024; // the kernel takes 128 KiB for one argument

    public static void MapVmExec(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/vm/exec", Exec).WithName("ExecInMachine").WithTags("System");

    private static JsonLinesResult<OutputFrame> Exec(VmExecRequest request)
    {
        if (request.TimeoutSeconds is < 1 or > LongestSeconds)
        {
            throw new ProblemException(Problems.Invalid($"timeoutSeconds is {request.TimeoutSeconds}.", $"Use 1 to {LongestSeconds}."));
        }

        if (string.IsNullOrWhiteSpace(request.Cmd) || request.Cmd.Contains('\0', StringComparison.Ordinal))
        {
            throw new ProblemException(Problems.Invalid("cmd is empty, or has a zero in it.", "Give a line for 'sh -c'."));
        }

        if (System.Text.Encoding.UTF8.GetByteCount(request.Cmd) > LongestCommandBytes)
        {
            throw new ProblemException(Problems.Invalid("cmd is too long.", $"Use up to {LongestCommandBytes} bytes."));
        }

        var shell = Shell.Stream(request.Cmd, TimeSpan.FromSeconds(request.TimeoutSeconds));
        return new JsonLinesResult<OutputFrame>(shell, shell.ReadAsync, problem => new OutputFrame(Error: problem));
    }
}
