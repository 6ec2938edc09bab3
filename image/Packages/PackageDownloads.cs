using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Pockr.Image.Packages;

/// <summary>Fetches locked packages into the archive, a few at a time. Nothing gets in whose size and SHA-256 are not the lock's.</summary>
internal sealed class PackageDownloads(PackageArchive archive) : IDisposable
{
    private const int AtOnce = 4;

    private static readonly TimeSpan s_connectLimit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_silenceLimit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = s_connectLimit }) { Timeout = Timeout.InfiniteTimeSpan };

    // A server that cannot be reached is asked once, not once for each package.
    private readonly ConcurrentDictionary<string, string> _unreachable = new();

    /// <param name="packages">What is wanted.</param>
    /// <param name="placesOf">Where a package can be had, the best place first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Those that cannot be had, each with the reason.</returns>
    public async Task<IReadOnlyList<(LockedPackage Package, string Reason)>> GetAsync(
        IEnumerable<LockedPackage> packages, Func<LockedPackage, IEnumerable<Uri>> placesOf, CancellationToken cancellationToken)
    {
        var failed = new ConcurrentBag<(LockedPackage Package, string Reason)>();
        await Parallel.ForEachAsync(
            packages,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (package, cancellation) =>
            {
                if (!await archive.HasAsync(package, cancellation) && await FetchAsync(package, placesOf(package), cancellation) is { } reason)
                {
                    failed.Add((package, reason));
                }
            });
        return [.. failed.OrderBy(failure => failure.Package.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _client.Dispose();

    // Hands back why it could not be had.
    private async Task<string?> FetchAsync(LockedPackage package, IEnumerable<Uri> places, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var place in places)
        {
            var reason = _unreachable.TryGetValue(place.Authority, out var known) ? known : await TryFetchAsync(package, place, cancellationToken);
            if (reason is null)
            {
                return null;
            }

            reasons.Add(reason);
        }

        return string.Join(", ", reasons.DefaultIfEmpty("no mirror of it is known"));
    }

    private async Task<string?> TryFetchAsync(LockedPackage package, Uri place, CancellationToken cancellationToken)
    {
        var partial = archive.NewPartial();
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(s_silenceLimit);
        try
        {
            if (place.IsFile)
            {
                await using var file = File.OpenRead(place.LocalPath);
                return await AcceptAsync(package, file, place.LocalPath, partial, silence);
            }

            using var response = await _client.GetAsync(place, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            if (!response.IsSuccessStatusCode)
            {
                return $"{place.Host} answers {(int)response.StatusCode}";
            }

            await using var content = await response.Content.ReadAsStreamAsync(silence.Token);
            return await AcceptAsync(package, content, place.Host, partial, silence);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{place.LocalPath} is not there";
        }
        catch (HttpRequestException exception)
        {
            return _unreachable.GetOrAdd(place.Authority, $"{place.Host} cannot be reached ({exception.Message})");
        }
        catch (NotSupportedException)
        {
            return $"'{place.Scheme}:' is fetched by apt alone";
        }
        catch (Exception exception) when (exception is HttpIOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return $"{place.Host} broke off in the middle";
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<string?> AcceptAsync(
        LockedPackage package, Stream content, string place, string partial, CancellationTokenSource silence)
    {
        if (await SaveAsync(content, partial, package.Bytes, silence) != package.Sha256)
        {
            return $"{place} has another file of that name";
        }

        archive.Accept(package, partial);
        return null;
    }

    // Reads no more than there can be, so that a server cannot fill the disk.
    private static async Task<string> SaveAsync(Stream content, string path, long bytes, CancellationTokenSource silence)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        long written = 0;
        while (written <= bytes && await content.ReadAsync(buffer, silence.Token) is > 0 and var read)
        {
            silence.CancelAfter(s_silenceLimit);
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), silence.Token);
            written += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
