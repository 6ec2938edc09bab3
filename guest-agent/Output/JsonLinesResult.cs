using System.Buffers;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Output;

/// <summary>
/// Sends items as they come, one JSON line each (<c>application/x-ndjson</c>), or one event each to who asks for those. The headers go out before the first item is there; what
/// fails from then on can only be said in a last line.
/// </summary>
internal sealed partial class JsonLinesResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<Problem, T> failed) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = source;
        var response = httpContext.Response;
        var lifetime = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        var cancellationToken = ending.Token;
        var framing = StreamFraming.For(httpContext.Request);
        response.ContentType = framing.ContentType;
        response.Headers.CacheControl = "no-cache";
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        try
        {
            await foreach (var item in read(cancellationToken))
            {
                await WriteAsync(response, framing, item, cancellationToken);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            httpContext.Abort(); // an open stream has no end of its own that the machine's shutdown could wait for
        }
        catch (Exception exception)
        {
            var problem = ExceptionProblems.From(exception);
            Log(httpContext, problem, exception);
            await WriteAsync(response, framing, failed(problem), cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, StreamFraming framing, T item, CancellationToken cancellationToken)
    {
        response.BodyWriter.Write(framing.Before.Span);
        await JsonSerializer.SerializeAsync(response.BodyWriter, item, AgentJson.TypeInfo<T>(), cancellationToken);
        await response.BodyWriter.WriteAsync(framing.After, cancellationToken);
    }

    private static void Log(HttpContext context, Problem problem, Exception exception)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("JsonLines");
        if (problem.Code == ProblemCodes.InternalError)
        {
            LogBug(logger, context.Request.Path, exception);
        }
        else
        {
            LogFailed(logger, context.Request.Path, problem.Code, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "The stream of {Path} met a bug")]
    private static partial void LogBug(ILogger logger, string path, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The stream of {Path} failed with {Code}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string path, string code, string reason);
}
