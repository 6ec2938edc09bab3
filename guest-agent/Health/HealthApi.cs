using System.Globalization;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Health;

internal static class HealthApi
{
    private const string Path = "/health";
    private const string WaitSeconds = "waitSeconds";
    private const int LongestWaitSeconds = 30;

    public static bool IsHealth(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.Equals(Path, StringComparison.Ordinal);

    /// <summary>So that other methods get 405, and the route is found where routes are listed.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Get).WithName("GetHealth").WithTags("Health");

    /// <summary>
    /// Answers before the routes are asked. To build them is a quarter of all that the agent does until its first answer, seconds in an
    /// emulated CPU, and the first to ask is the one who waits for the machine.
    /// </summary>
    public static RequestDelegate Before(this HealthReport report, RequestDelegate next) =>
        context => context.Request.IsHealth() ? AnswerAsync(context, report) : next(context);

    private static Task Get(HttpContext context, HealthReport report) => AnswerAsync(context, report);

    private static async Task AnswerAsync(HttpContext context, HealthReport report)
    {
        var health = await report.WaitAsync(TimeSpan.FromSeconds(ReadWait(context.Request)), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(health, AgentJson.TypeInfo<Contracts.Health>(), contentType: null, context.RequestAborted);
        report.Told(health);
    }

    private static int ReadWait(HttpRequest request)
    {
        var text = request.Query[WaitSeconds].ToString();
        if (text.Length == 0)
        {
            return 0;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestWaitSeconds
            ? seconds
            : throw new ProblemException(Problems.Invalid($"waitSeconds is {text}.", $"Use 0 to {LongestWaitSeconds}."));
    }
}
