using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Pockr.Contracts;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Output;

/// <summary>
/// Sends items as they come. The headers go out before the first item is there; what fails from then on can only be said in a last
/// item.
/// </summary>
internal abstract partial class StreamResult<T>(
    IAsyncDisposable source, Func<CancellationToken, IAsyncEnumerable<T>> read, string contentType) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var owned = source;
        var response = httpContext.Response;
        var lifetime = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        var cancellationToken = ending.Token;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        await response.StartAsync(cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        try
        {
            await foreach (var item in read(cancellationToken))
            {
                await WriteAsync(response.BodyWriter, item, cancellationToken);
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
            await WriteFailureAsync(response.BodyWriter, problem, cancellationToken);
        }
    }

    protected abstract Task WriteAsync(PipeWriter writer, T item, CancellationToken cancellationToken);

    protected abstract Task WriteFailureAsync(PipeWriter writer, Problem problem, CancellationToken cancellationToken);

    // All of it in one piece: each flush is a packet of its own.
    protected static async Task WritePieceAsync<TData>(PipeWriter writer, string before, TData data, string after, CancellationToken cancellationToken)
    {
        Encoding.UTF8.GetBytes(before, writer);
        await using (var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = AgentJson.Options.Encoder }))
        {
            JsonSerializer.Serialize(json, data, AgentJson.TypeInfo<TData>());
        }

        Encoding.UTF8.GetBytes(after, writer);
        await writer.FlushAsync(cancellationToken);
    }

    private static void Log(HttpContext context, Problem problem, Exception exception)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Stream");
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
