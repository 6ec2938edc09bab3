using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Pockr.GuestAgent.Pages;

/// <summary>
/// The pages that need no token: files that lie compressed beside the agent, under the names they have there and no others. They are
/// answered before the token is asked for, so what is not one of them goes on to those who ask.
/// </summary>
internal sealed class StaticPages(string directory)
{
    private const string Compressed = ".gz";
    private const string Index = "index.html";

    // What lies here has a digest of what is in it in its name.
    private const string Assets = "/assets";

    // What a page may load, and from where: only what comes with it.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> s_contentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".png"] = "image/png",
        [".svg"] = "image/svg+xml",
    };

    private readonly Lazy<Dictionary<string, string>> _files = new(() => Find(directory));

    public RequestDelegate Before(RequestDelegate next) => context => FileOf(context.Request) switch
    {
        null => next(context),
        { } file => SendAsync(context, file),
    };

    private static Dictionary<string, string> Find(string directory)
    {
        return Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, $"*{Compressed}", SearchOption.AllDirectories).ToDictionary(file => PathOf(directory, file), StringComparer.Ordinal)
            : [];
    }

    private static string PathOf(string directory, string file) =>
        $"/{Path.GetRelativePath(directory, file)[..^Compressed.Length].Replace(Path.DirectorySeparatorChar, '/')}";

    private string? FileOf(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        var path = request.Path.Value ?? "";
        return _files.Value.GetValueOrDefault(path.EndsWith('/') ? path + Index : path)
            ?? (_files.Value.ContainsKey($"{path}/{Index}") ? "" : null);
    }

    private static async Task SendAsync(HttpContext context, string file)
    {
        if (file.Length == 0)
        {
            context.Response.Redirect($"{context.Request.Path}/");
            return;
        }

        SetHeaders(context.Response.Headers, file);

        // Another machine may answer at this port tomorrow.
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments(Assets) ? "max-age=31536000, immutable" : "no-cache";
        if (context.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.SendFileAsync(file, context.RequestAborted);
            return;
        }

        await using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await gzip.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static void SetHeaders(IHeaderDictionary headers, string file)
    {
        headers.ContentType = s_contentTypes.GetValueOrDefault(Path.GetExtension(file[..^Compressed.Length]), "text/plain; charset=utf-8");
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers["Referrer-Policy"] = "no-referrer";
    }
}
