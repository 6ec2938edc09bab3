using System.Diagnostics;
using System.Text;

namespace Pockr.EndToEnd.Tests;

[Collection(nameof(SharedVm))]
public sealed class ManyClientsTests(RunningVm vm)
{
    private const int Followers = 50;
    private const int Execs = 20;
    private const int Samples = 60;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task FollowersThatDoNotRead_AndExecsThatHang_KeepNobodyFromHealth()
    {
        await vm.Api.PostAsync("/v1/containers", Json("""{"image":"busybox","name":"crowd","network":"none","cmd":["sh","-c","while :; do echo line; sleep 1; done"]}"""), Cancellation);
        await vm.Api.PostAsync("/v1/containers/crowd/start", content: null, Cancellation);
        var alone = await HealthAsync();

        var open = new List<HttpResponseMessage>();
        try
        {
            // One after the other: QEMU's port forward lets two connections wait, and the host may refuse more that come in the same instant.
            while (open.Count < Followers)
            {
                open.Add(await OpenAsync(HttpMethod.Get, "/v1/containers/crowd/logs?follow=true", body: null));
            }

            while (open.Count < Followers + Execs)
            {
                open.Add(await OpenAsync(HttpMethod.Post, "/v1/containers/crowd/exec", """{"cmd":["sleep","600"]}"""));
            }

            var crowded = await HealthAsync();

            Assert.All(open, response => Assert.True(response.IsSuccessStatusCode, response.ToString()));
            TestContext.Current.TestOutputHelper?.WriteLine($"/health alone {alone}; beside {Followers} log followers and {Execs} execs {crowded}");
        }
        finally
        {
            open.ForEach(response => response.Dispose());
            await vm.Api.DeleteAsync("/v1/containers/crowd?force=true", CancellationToken.None);
        }
    }

    private async Task<Spread> HealthAsync()
    {
        var times = new List<double>();
        for (var sample = 0; sample < Samples; sample++)
        {
            var start = Stopwatch.GetTimestamp();
            var body = await vm.Api.GetStringAsync("/health", Cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Contains("\"ok\"", body, StringComparison.Ordinal);
        }

        times.Sort();
        return new Spread(times[Samples / 2], times[Samples * 99 / 100]);
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Json(body) };
        return await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private sealed record Spread(double Median, double Worst)
    {
        public override string ToString() => FormattableString.Invariant($"p50 {Median:0} ms, p99 {Worst:0} ms");
    }
}
