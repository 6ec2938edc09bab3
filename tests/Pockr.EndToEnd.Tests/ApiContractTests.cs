using System.Net;
using System.Text;

namespace Pockr.EndToEnd.Tests;

/// <summary>Every operation of the agent's own OpenAPI document, with input that is wrong in each place the document names.</summary>
[Collection(nameof(SharedVm))]
public sealed class ApiContractTests(RunningVm vm)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // They ask for nothing, so there is nothing to get wrong, and what they do would end the run.
    private static readonly string[] s_notCalled = ["PowerOff"];

    private static readonly string[] s_hostileNames = ["no-such-thing", "..%2f..%2fetc", "-rf", "a%0ab", "%E2%82%AC", new string('x', 300)];

    private static readonly string[] s_hostileValues = ["", "-1", "99999999999999999999", "maybe", "%00", "a%0d%0ab", "../../etc/passwd"];

    private static readonly string[] s_hostileBodies = ["", "{", "[]", "null", "\"x\"", "{\"noSuchMember\":1}", "{\"image\":{}}"];

    [Fact(Timeout = 600_000)]
    public async Task NoWrongInput_IsAServersError()
    {
        var wrong = new List<string>();
        foreach (var operation in await ApiOperation.ReadAllAsync(vm.Api))
        {
            foreach (var request in s_notCalled.Contains(operation.Id) ? [] : WrongRequests(operation))
            {
                wrong.AddRange(await FaultOfAsync(request));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<WrongRequest> WrongRequests(ApiOperation operation)
    {
        var body = operation.TakesJson ? "{}" : null;
        var names = operation.NamesIn("path").ToList();
        var usual = Fill(operation.Path, names, s_hostileNames[0]);

        foreach (var name in names.Count > 0 ? s_hostileNames : [])
        {
            yield return new WrongRequest(operation.Method, Fill(operation.Path, names, name), body);
        }

        foreach (var (name, value) in operation.NamesIn("query").SelectMany(_ => s_hostileValues, (name, value) => (name, value)))
        {
            yield return new WrongRequest(operation.Method, $"{usual}?{Uri.EscapeDataString(name)}={value}", body);
        }

        foreach (var hostile in operation.TakesJson ? s_hostileBodies : [])
        {
            yield return new WrongRequest(operation.Method, usual, hostile);
        }
    }

    private static string Fill(string path, IEnumerable<string> names, string value) =>
        names.Aggregate(path, (filled, name) => filled.Replace($"{{{name}}}", value, StringComparison.Ordinal));

    private async Task<string[]> FaultOfAsync(WrongRequest wrong)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        using var request = new HttpRequestMessage(wrong.Method, wrong.Path);
        if (wrong.Body is not null)
        {
            request.Content = new StringContent(wrong.Body, Encoding.UTF8, "application/json");
        }

        try
        {
            using var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var isProblem = response.StatusCode < HttpStatusCode.BadRequest || response.Content.Headers.ContentType?.MediaType is "application/problem+json";
            return response.StatusCode < HttpStatusCode.InternalServerError && isProblem
                ? []
                : [$"{wrong}: {(int)response.StatusCode} {response.Content.Headers.ContentType} {await response.Content.ReadAsStringAsync(patience.Token)}"];
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            return [$"{wrong}: {exception.Message}"];
        }
    }

    private sealed record WrongRequest(HttpMethod Method, string Path, string? Body);
}
