using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Pockr.EngineClient;

namespace Pockr.GuestAgent.Logs;

/// <summary>The kernel's messages since the start, as far as it keeps them.</summary>
internal sealed partial class KernelLog : ISystemLog, IDisposable
{
    private const int OpenFlags = 0x800 | 0x80000; // O_RDONLY, O_NONBLOCK, O_CLOEXEC
    private const int Interrupted = 4;
    private const int NothingYet = 11;
    private const int Overwritten = 32;
    private const int LongestRecord = 8192;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly SafeFileHandle _device;
    private readonly int? _tail;
    private readonly bool _follow;
    private readonly byte[] _record = new byte[LongestRecord];

    public KernelLog(string device, int? tail = null, bool follow = false)
    {
        _device = Open(device, OpenFlags);
        _tail = tail;
        _follow = follow;
        if (_device.IsInvalid)
        {
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }
    }

    public async IAsyncEnumerable<OutputChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in _tail is { } lines ? ReadNew().TakeLast(lines) : ReadNew())
        {
            yield return Chunk(record);
        }

        using var look = new PeriodicTimer(s_look);
        while (_follow && await look.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var record in ReadNew())
            {
                yield return Chunk(record);
            }
        }
    }

    /// <summary>What has come since the last time. Each read of the device takes one record.</summary>
    /// <exception cref="IOException">The device cannot be read.</exception>
    public IEnumerable<KernelRecord> ReadNew()
    {
        while (true)
        {
            var read = (int)Read(_device, _record, LongestRecord);
            if (read > 0)
            {
                yield return KernelRecord.Parse(Encoding.UTF8.GetString(_record, 0, read));
                continue;
            }

            var error = read == 0 ? NothingYet : Marshal.GetLastPInvokeError();
            if (error is NothingYet)
            {
                yield break;
            }

            if (error is not (Overwritten or Interrupted))
            {
                throw new IOException(new Win32Exception(error).Message);
            }
        }
    }

    public void Dispose() => _device.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static OutputChunk Chunk(KernelRecord record) => new(OutputSource.Stdout, Encoding.UTF8.GetBytes(record.ToLine()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, [Out] byte[] buffer, nint count);
}
