using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pockr.EndToEnd.Tests;

/// <summary>What containers have printed.</summary>
[Collection(nameof(SharedVm))]
public sealed class LogsTests(RunningVm vm)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task TheStreams_AreChosen_AndTheLastLinesCounted()
    {
        await using var container = await PrintedAsync("a-streams", "echo one; echo bad >&2; echo two");

        Assert.Equal("one\ntwo\n", TextOf(await container.GetAsync("logs?stderr=false")));
        Assert.Equal("bad\n", TextOf(await container.GetAsync("logs?stdout=false")));
        Assert.Equal("", TextOf(await container.GetAsync("logs?tail=0")));

        // Which of the two pipes was read last is nobody's promise; that one line comes is.
        Assert.Single(TextOf(await container.GetAsync("logs?tail=1")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact(Timeout = 60_000)]
    public async Task SinceAndUntil_CutByTheTimesThatTimestampsTell()
    {
        await using var container = await PrintedAsync("a-times", "echo one; sleep 0.2; echo two; sleep 0.2; echo three");
        var lines = TextOf(await container.GetAsync("logs?timestamps=true")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["one", "two", "three"], lines.Select(line => line.Split(' ')[1]));
        var second = Uri.EscapeDataString(MicrosecondsOf(lines[1]));

        Assert.Equal("two\nthree\n", TextOf(await container.GetAsync($"logs?since={second}")));
        Assert.Equal("one\n", TextOf(await container.GetAsync($"logs?until={second}")));
        Assert.Equal("", TextOf(await container.GetAsync("logs?since=2100-01-01T00:00:00%2B02:00")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("text/event-stream")]
    [InlineData("application/json, text/event-stream;q=0.9")]
    public async Task Events_AreForWhoAsksForThem(string accept)
    {
        await using var container = await PrintedAsync("a-events", "echo one; echo two");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/containers/{container.Name}/logs");
        request.Headers.TryAddWithoutValidation("Accept", accept);

        using var response = await vm.Api.SendAsync(request, Cancellation);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = (await response.Content.ReadAsStringAsync(Cancellation)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events, item => Assert.StartsWith("data: {", item, StringComparison.Ordinal));
        Assert.Equal("one\ntwo\n", string.Concat(events.Select(item => (string?)JsonNode.Parse(item["data: ".Length..])!["text"])));
    }

    [Fact(Timeout = 60_000)]
    public async Task Following_TellsEachEventWhenItComes_AndEndsWithTheContainer()
    {
        await using var container = await TestContainer.RunSleeperAsync(vm, "a-follow");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/containers/a-follow/logs?follow=true");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));

        Assert.Equal("""data: {"stream":"stdout","text":"ready\n"}""", await reader.ReadLineAsync(Cancellation));
        Assert.Equal("running", (string?)(await container.InspectAsync())["state"]!["status"]);
        await container.PostAsync("kill?signal=TERM");
        Assert.Equal("\n", await reader.ReadToEndAsync(Cancellation));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("since=yesterday", "yesterday")]
    [InlineData("until=2026-13-01T00:00:00Z", "2026-13-01")]
    [InlineData("since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", "until is before since")]
    [InlineData("stdout=false&stderr=false", "both false")]
    [InlineData("tail=-1", "-1")]
    public async Task WhatCannotBeAsked_Is400(string query, string text)
    {
        var answer = await vm.CurlAsync($"/v1/containers/a-nobody/logs?{query}");

        Assert.Equal((400, "invalid_request"), (answer.Status, (string?)answer.Json["code"]));
        Assert.Contains(text, (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnUnknownContainer_Is404_AlsoToWhoWantsEvents()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/containers/a-nobody/logs");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));

        using var response = await vm.Api.SendAsync(request, Cancellation);

        Assert.Equal((404, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private static string TextOf(ApiAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Body);
        return TestContainer.TextOf(answer);
    }

    private async Task<TestContainer> PrintedAsync(string name, string script)
    {
        var settings = new JsonObject { ["cmd"] = new JsonArray("sh", "-c", script) };
        var container = await TestContainer.RunAsync(vm, name, settings.ToJsonString());
        await container.PostAsync("wait");
        return container;
    }

    // The agent reads times to 100 ns; what is cut off here makes it a moment before the line, never after.
    private static string MicrosecondsOf(string line) => $"{line.AsSpan(0, "2026-01-31T12:00:00.123456".Length)}Z";
}
