using System.Net;

namespace Pockr.EndToEnd.Tests;

/// <summary>An answer that is read line by line while it is still being sent; disposing breaks it off.</summary>
internal sealed class LineStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private LineStream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        _lines = new StreamReader(body);
    }

    public string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LineStream> OpenAsync(RunningVm vm, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change?.Invoke(request);
        return await OpenAsync(vm, request);
    }

    public static async Task<LineStream> OpenAsync(RunningVm vm, HttpRequestMessage request)
    {
        var response = await vm.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new LineStream(response, await response.Content.ReadAsStreamAsync(Cancellation));
    }

    public async Task<string> NextAsync() => await TryNextAsync() ?? throw new EndOfStreamException("The answer has ended.");

    /// <summary>Null at the end.</summary>
    public Task<string?> TryNextAsync() => _lines.ReadLineAsync(Cancellation).AsTask();

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
