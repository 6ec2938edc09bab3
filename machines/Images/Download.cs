using System.Net;
using System.Net.Http.Headers;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Qemu;

namespace Pockr.Machines.Images;

/// <summary>
/// Gets a file from a web server, and goes on where it was cut short, in this run and in later ones, as long as the server says that it is
/// still the same file.
/// </summary>
/// <param name="http">Speaks to the server.</param>
/// <param name="address">The file.</param>
/// <param name="name">What it is called in messages.</param>
/// <param name="pause">Between two tries that bring nothing; longer from one to the next.</param>
internal sealed class Download(HttpClient http, Uri address, string name, TimeSpan pause)
{
    private const int MostFruitless = 5;
    private const int BufferBytes = 1 << 18;
    private const long LargestBytes = 1L << 34;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <param name="file">What is there of it; it is added to.</param>
    /// <param name="reporter">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it; what has come stays.</param>
    public async Task FetchAsync(PartialFile file, IBootReporter reporter, CancellationToken cancellationToken)
    {
        for (var fruitless = 0; ;)
        {
            var before = file.Content.Length;
            try
            {
                await ContinueAsync(file, reporter, cancellationToken);
                return;
            }
            catch (BrokenOffException broken)
            {
                fruitless = file.Content.Length > before ? 0 : fruitless + 1;
                if (fruitless == MostFruitless)
                {
                    throw Failures.DownloadFailed(name, broken.Message, file.Content.Length, broken);
                }

                reporter.Stage($"trying again: {broken.Message}");
                await Task.Delay(pause * fruitless, cancellationToken);
            }
        }
    }

    private async Task ContinueAsync(PartialFile file, IBootReporter reporter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var from = file.Validator is null ? 0 : file.Content.Length;
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.IfRange = file.Validator;
        }

        using var response = await PatientlyAsync(
            token => new ValueTask<HttpResponseMessage>(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token)), cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && response.Content.Headers.ContentRange?.Length == from)
        {
            return; // all of it was there
        }

        if (response.StatusCode == HttpStatusCode.PartialContent && from > 0 && response.Content.Headers.ContentRange?.From == from)
        {
            await ReceiveAsync(response, file, reporter, cancellationToken);
            return;
        }

        if (response.StatusCode == HttpStatusCode.OK)
        {
            file.Begin(ValidatorOf(response));
            await ReceiveAsync(response, file, reporter, cancellationToken);
            return;
        }

        if (response.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            file.Begin(null); // what was not asked for: the next try asks for all of it
        }

        throw Refuse(response);
    }

    private async Task ReceiveAsync(HttpResponseMessage response, PartialFile file, IBootReporter reporter, CancellationToken cancellationToken)
    {
        var total = file.Content.Length + response.Content.Headers.ContentLength;
        QemuImg.EnsureSpace(Path.GetDirectoryName(file.Content.Name)!, (response.Content.Headers.ContentLength ?? 0) / DiskSize.MiB);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        file.Content.Seek(0, SeekOrigin.End);
        while (true)
        {
            reporter.Stage(Progress(file.Content.Length, total));
            var count = await PatientlyAsync(token => content.ReadAsync(buffer, token), cancellationToken);
            if (count == 0)
            {
                break;
            }

            await file.Content.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (file.Content.Length > LargestBytes)
            {
                file.Begin(null);
                throw Failures.DownloadFailed(name, $"it has more than {LargestBytes} bytes.", 0);
            }
        }

        file.Content.Flush(flushToDisk: true);
    }

    // A line for each tenth: it may go to a log.
    private string Progress(long bytes, long? total) => total is > 0
        ? $"downloading {name}: {bytes * 10 / total * 10} % of {total / DiskSize.MiB} MiB"
        : $"downloading {name}";

    // Only what says that not a single byte is another (RFC 9110, 13.1.5).
    private static RangeConditionHeaderValue? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
        : response.Headers.ETag is null && response.Content.Headers.LastModified is { } time ? new RangeConditionHeaderValue(time)
        : null;

    private Exception Refuse(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var reason = $"the server answers {status} {response.ReasonPhrase}.";
        return status is 206 or 408 or 416 or 429 or >= 500
            ? new BrokenOffException(reason)
            : Failures.DownloadFailed(name, reason, 0);
    }

    /// <summary>Waits for the server, but not for ever, and tells its failures from those of this host's disk.</summary>
    private static async ValueTask<T> PatientlyAsync<T>(Func<CancellationToken, ValueTask<T>> askAsync, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            return await askAsync(patience.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new BrokenOffException($"{(failure.InnerException ?? failure).Message.TrimEnd('.')}.", failure);
        }
        catch (OperationCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokenOffException($"the server has said nothing for {s_patience.TotalSeconds:0} s.", silence);
        }
    }

    /// <summary>It may go on with another try.</summary>
    private sealed class BrokenOffException(string reason, Exception? cause = null) : Exception(reason, cause);
}
