using System.Collections.Concurrent;

namespace Pockr.EndToEnd.Tests;

/// <summary>Which test had a success of which route; written down when a machine's tests are over.</summary>
internal static class CalledRoutes
{
    private static readonly ConcurrentDictionary<Call, byte> s_calls = new();

    public static void Note(string method, string pathAndQuery)
    {
        var test = TestContext.Current.TestMethod;
        if (test is not null)
        {
            s_calls.TryAdd(new Call(method, pathAndQuery.Split('?')[0], $"{test.TestClass.TestClassSimpleName}.{test.MethodName}"), 0);
        }
    }

    public static async Task WriteAsync(IReadOnlyList<ApiOperation> operations)
    {
        var lines = operations.Select(operation => $"| `{operation.Method} {operation.Path}` | {string.Join(", ", TestsOf(operation, operations))} |");
        await TestResults.WriteAsync("routes.md", ["| Route | Tests that had a success of it |", "|---|---|", .. lines.Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> TestsOf(ApiOperation operation, IReadOnlyList<ApiOperation> all) =>
        s_calls.Keys.Where(call => RouteOf(call, all) == operation).Select(call => call.Test).Distinct().Order(StringComparer.Ordinal);

    // '/v1/images/inspect' is not the image of that name: where both fit, the route with more of its own words is meant.
    private static ApiOperation? RouteOf(Call call, IEnumerable<ApiOperation> operations) =>
        operations.Where(operation => operation.Method.Method == call.Method && Fits(operation.Path, call.Path)).MinBy(operation => operation.NamesIn("path").Count());

    private static bool Fits(string template, string path)
    {
        var (parts, given) = (template.Split('/'), path.Split('/'));
        return parts.Length == given.Length && parts.Zip(given).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private sealed record Call(string Method, string Path, string Test);
}
