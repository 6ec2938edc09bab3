using System.IO.Pipelines;
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
    private const int MostUnsentBytes = 64 * 1024;

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
            await WriteAllAsync(response.BodyWriter, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            httpContext.Abort(); // an open stream has no end of its own that the machine's shutdown could wait for
        }
        catch (Exception exception)
        {
            var problem = ExceptionProblems.From(exception);
            Log(httpContext, problem, exception);
            WriteFailure(response.BodyWriter, problem);
            await response.BodyWriter.FlushAsync(cancellationToken);
        }
    }

    protected abstract void Write(PipeWriter writer, T item);

    protected abstract void WriteFailure(PipeWriter writer, Problem problem);

    // What is there at once is sent at once: to send each line of a long log by itself takes the machine longer than everything else.
    private async Task WriteAllAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        await using var items = read(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = items.MoveNextAsync();
            var sending = next.IsCompleted && writer.UnflushedBytes <= MostUnsentBytes ? default : writer.FlushAsync(cancellationToken);
            var isThere = await next; // first, as an enumerator that is not done cannot be disposed of
            await sending;
            if (!isThere)
            {
                return;
            }

            Write(writer, items.Current);
        }
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
