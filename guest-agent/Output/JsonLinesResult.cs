using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Output;

/// <summary>
/// Sends items as they come, one JSON line each (<c>application/x-ndjson</c>). The headers go out before the first item is there; what
/// fails from then on can only be said in a last line.
/// </summary>
internal sealed partial class JsonLinesResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, Func<Problem, T> failed) : IResult
{
    private static readonly byte[] s_lineEnd = "\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = source;
        var response = httpContext.Response;
        var cancellationToken = httpContext.RequestAborted;
        response.ContentType = "application/x-ndjson";
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        try
        {
            await foreach (var item in read(cancellationToken))
            {
                await WriteAsync(response, item, cancellationToken);
            }
        }
        catch (Exception exception) when (IsToBeTold(exception, cancellationToken))
        {
            var problem = ExceptionProblems.From(exception);
            LogFailed(LoggerOf(httpContext), httpContext.Request.Path, problem.Code, exception);
            await WriteAsync(response, failed(problem), cancellationToken);
        }
    }

    private static bool IsToBeTold(Exception exception, CancellationToken cancellationToken) =>
        exception is not OperationCanceledException && !cancellationToken.IsCancellationRequested;

    private static async Task WriteAsync(HttpResponse response, T item, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(response.BodyWriter, item, AgentJson.TypeInfo<T>(), cancellationToken);
        await response.BodyWriter.WriteAsync(s_lineEnd, cancellationToken);
    }

    private static ILogger LoggerOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("JsonLines");

    [LoggerMessage(LogLevel.Warning, "The stream of {Path} failed with {Code}")]
    private static partial void LogFailed(ILogger logger, string path, string code, Exception exception);
}
