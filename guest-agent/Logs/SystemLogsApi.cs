using Pockr.Contracts;
using Pockr.GuestAgent.Errors;
using Pockr.GuestAgent.Output;

namespace Pockr.GuestAgent.Logs;

internal static class SystemLogsApi
{
    private const string Kernel = "kernel";

    /// <summary>What the services are called, and their files.</summary>
    private static readonly Dictionary<string, string> s_files = new()
    {
        ["agent"] = "guest-agent.log",
        ["dockerd"] = "dockerd.log",
        ["containerd"] = "containerd.log",
    };

    public static void MapSystemLogs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/system/logs/{service}", Read).WithName("ReadSystemLog").WithTags("System");

    private static JsonLinesResult<OutputFrame> Read(string service, AgentOptions options, int? tail = null, bool follow = false)
    {
        if (tail < 0)
        {
            throw new ProblemException(Problems.Invalid($"tail is {tail}.", "Use 0 or more lines, or leave it out for all."));
        }

        var log = Open(service, options, tail, follow);
        return new JsonLinesResult<OutputFrame>(
            log, token => OutputFrames.FromAsync(log.ReadAsync(token), token), problem => new OutputFrame(Error: problem));
    }

    private static ISystemLog Open(string service, AgentOptions options, int? tail, bool follow)
    {
        try
        {
            if (service == Kernel)
            {
                return new KernelLog(options.KernelLog, tail, follow);
            }

            return s_files.TryGetValue(service, out var file)
                ? new LogFile(Path.Combine(options.LogDirectory, file), tail, follow)
                : throw NotFound($"No service '{service}' has a log.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotFound($"The log of '{service}' cannot be read: {exception.Message}");
        }
    }

    private static ProblemException NotFound(string detail) => new(Problems.Make(
        StatusCodes.Status404NotFound, ProblemCodes.LogNotFound, detail, $"There are those of {string.Join(", ", s_files.Keys)} and {Kernel}."));
}
