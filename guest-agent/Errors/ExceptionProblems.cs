using System.Text.Json;
using Pockr.Contracts;
using Pockr.EngineClient;
using Pockr.GuestAgent.Files;

namespace Pockr.GuestAgent.Errors;

/// <summary>The one place where an exception becomes what a client is told.</summary>
internal static class ExceptionProblems
{
    public static Problem From(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        EngineException engine => EngineProblems.From(engine),
        FileCallException file => FileProblems.From(file),
        EngineUnavailableException => Problems.EngineUnavailable,
        BadHttpRequestException { InnerException: JsonException json } => Problems.Invalid(
            $"The body cannot be read: {json.Message}", "Compare it with docs/api.md; members it does not name are refused."),
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Problems.Invalid(
            bad.Message, "Compare the request with docs/api.md."),
        BadHttpRequestException bad => Problems.ForStatus(bad.StatusCode),
        // Kestrel's, of a chunk of more bytes than it can count.
        IOException { InnerException: OverflowException } bad => Problems.Invalid(bad.Message, "Compare the request with docs/api.md."),
        _ => Problems.InternalError,
    };
}
