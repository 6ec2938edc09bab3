using System.Formats.Tar;
using System.Net;
using System.Net.Http.Headers;

namespace Pockr.GuestAgent.Files;

/// <summary>A tar with one file, made while it is being sent.</summary>
internal sealed class TarOfOneFile : HttpContent
{
    private readonly PaxTarEntry _entry;

    public TarOfOneFile(string name, Stream content, UnixFileMode mode, int uid, int gid)
    {
        _entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = mode, Uid = uid, Gid = gid };
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        await tar.WriteEntryAsync(_entry, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
