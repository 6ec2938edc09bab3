using System.Text.Json.Serialization.Metadata;
using Pockr.Contracts;
using Pockr.GuestAgent.Original;

namespace Pockr.GuestAgent.Errors;

/// <summary>Turns what escapes from an endpoint, and a bare error status, into a problem document. Endpoints do not catch.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await WriteAsync(context, Problems.ForStatus(context.Response.StatusCode));
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception) when (context.Response.HasStarted)
        {
            LogBroken(context.Request.Method, context.Request.Path, exception);
            context.Abort();
        }
        catch (InvalidFieldsException invalid)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, invalid.Fields, AgentJson.TypeInfo<InvalidFields>());
        }
        catch (Exception exception)
        {
            await AnswerAsync(context, exception);
        }
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return WriteAsync(context, problem.Status, problem, AgentJson.TypeInfo<Problem>());
    }

    private static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, type, "application/problem+json", context.RequestAborted);
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        var problem = ExceptionProblems.From(exception);
        if (problem.Code == ProblemCodes.InternalError)
        {
            LogBug(context.Request.Method, context.Request.Path, exception);
        }
        else if (problem.Status >= 500)
        {
            LogFailed(context.Request.Method, context.Request.Path, problem.Code, exception.Message);
        }

        return WriteAsync(context, problem);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} met a bug")]
    private partial void LogBug(string method, string path, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} broke off in the middle of its answer")]
    private partial void LogBroken(string method, string path, Exception exception);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed with {Code}: {Reason}")]
    private partial void LogFailed(string method, string path, string code, string reason);
}
