namespace Pockr.GuestAgent.Metrics;

/// <summary>How many requests were answered, by the first digit of the status.</summary>
internal sealed class RequestCounts
{
    private const int Classes = 6;

    private readonly long[] _counts = new long[Classes];

    /// <summary>Counts every request once it is answered, a stream when it has ended.</summary>
    public RequestDelegate Before(RequestDelegate next) => async context =>
    {
        await next(context);
        Add(context.Response.StatusCode);
    };

    private void Add(int status)
    {
        if (status / 100 is > 0 and < Classes and var statusClass)
        {
            Interlocked.Increment(ref _counts[statusClass]);
        }
    }

    /// <summary>Such as <c>2xx</c>, with the number.</summary>
    public IEnumerable<(string Class, long Count)> Read()
    {
        for (var statusClass = 1; statusClass < Classes; statusClass++)
        {
            yield return ($"{statusClass}xx", Interlocked.Read(ref _counts[statusClass]));
        }
    }
}
