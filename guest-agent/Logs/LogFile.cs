using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Logs;

/// <summary>A service's log, which is moved away and begun anew when it has grown large.</summary>
internal sealed class LogFile : ISystemLog
{
    private const int PieceBytes = 16 * 1024;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly string _path;
    private readonly bool _follow;
    private SafeFileHandle _file;
    private string? _name;
    private long _position;

    public LogFile(string path, int? tail, bool follow)
    {
        _path = path;
        _follow = follow;
        _file = Open();
        _position = tail is { } lines ? LogTail.Find(_file, lines) : 0;
    }

    public async IAsyncEnumerable<OutputChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        using var look = new PeriodicTimer(s_look);
        do
        {
            // Asked before reading: what was written until it was moved away is read first.
            var wasMoved = Name(_file) != _name;
            int read;
            while ((read = await RandomAccess.ReadAsync(_file, piece, _position, cancellationToken)) > 0)
            {
                _position += read;
                yield return new OutputChunk(OutputSource.Stdout, piece.AsMemory(0, read));
            }

            if (_follow)
            {
                Renew(wasMoved);
            }
        }
        while (_follow && await look.WaitForNextTickAsync(cancellationToken));
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Renew(bool wasMoved)
    {
        if (wasMoved && File.Exists(_path))
        {
            _file.Dispose();
            _file = Open();
            _position = 0;
        }
        else if (RandomAccess.GetLength(_file) < _position)
        {
            _position = 0; // emptied in place
        }
    }

    private SafeFileHandle Open()
    {
        var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _name = Name(file);
        return file;
    }

    /// <summary>The path the open file has by now.</summary>
    private static string? Name(SafeFileHandle file) => new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget;
}
