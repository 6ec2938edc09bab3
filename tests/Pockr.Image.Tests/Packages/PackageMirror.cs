using System.Net;
using System.Text;

namespace Pockr.Image.Tests.Packages;

/// <summary>A mirror on this host that serves what it is told, and counts.</summary>
internal sealed class PackageMirror : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (byte[] Content, long Promised)> _files = [];
    private int _requests;

    public PackageMirror()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Root = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        _listener.Prefixes.Add(Root.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Root { get; }

    public int Requests => _requests;

    public void Put(string path, string content) => Put(path, content, content.Length);

    /// <summary>A file of which less comes than was promised.</summary>
    public void Put(string path, string content, long promised) => _files[$"/{path}"] = (Encoding.UTF8.GetBytes(content), promised);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The listener was closed, or the client has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        Interlocked.Increment(ref _requests);
        if (!_files.TryGetValue(context.Request.Url!.AbsolutePath, out var file))
        {
            context.Response.StatusCode = 404;
            context.Response.Close();
            return;
        }

        context.Response.ContentLength64 = file.Promised;
        context.Response.OutputStream.Write(file.Content);
        if (file.Promised == file.Content.Length)
        {
            context.Response.Close();
        }
        else
        {
            context.Response.OutputStream.Flush();
            context.Response.Abort();
        }
    }
}
