using System.Net.Sockets;
using System.Text.Json.Nodes;
using Pockr.Contracts;
using Pockr.Machines.Errors;

namespace Pockr.Machines;

/// <summary>
/// A machine's memory on its way to a file and back. It is good for one time: from the moment the machine goes on, what it writes to its
/// disk is newer than what was saved, and to load that again would undo it. So <c>suspended.json</c> is gone before that moment.
/// </summary>
internal sealed class Suspension(MachineStore store, IMachineMonitor monitor)
{
    private const int BufferBytes = 1 << 20;
    private const long UnlimitedBytesPerSecond = 1L << 40;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Stops the machine and writes what it has in memory beside its disk. Its QEMU is still there, and may be ended or go on.</summary>
    public async Task SaveAsync(RunningMachine machine, MachineFiles files, CancellationToken cancellationToken)
    {
        await monitor.ExecuteAsync(files, "stop", cancellationToken);
        var version = await AskVersionAsync(files, cancellationToken);
        var temporary = AtomicFile.TemporaryNameFor(files.SuspendedMemory);
        try
        {
            var bytes = await DrainAsync(machine, files, temporary, cancellationToken);
            AtomicFile.Publish(temporary, files.SuspendedMemory);
            MachineStore.Save(files, new SuspendedMemory
            {
                Bytes = bytes,
                QemuVersion = version,
                Port = machine.State.Port,
                GuestSide = machine.State.GuestSide,
                SavedAt = DateTimeOffset.UtcNow,
                IdentityVersion = IdentityRequest.CurrentVersion, // or it would not have taken its token
            });
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(files.MemorySocket);
        }
    }

    /// <summary>Fills a QEMU that waits for it. The machine does not run yet.</summary>
    /// <param name="machine">The QEMU.</param>
    /// <param name="files">The machine's files.</param>
    /// <param name="memory">What is known of the memory.</param>
    /// <param name="path">Where the memory is, which is only read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LoadAsync(
        RunningMachine machine, MachineFiles files, SuspendedMemory memory, string path, CancellationToken cancellationToken)
    {
        var version = await AskVersionAsync(files, cancellationToken);
        if (version != memory.QemuVersion)
        {
            throw Failures.MemoryUnfit($"QEMU was {memory.QemuVersion} and is {version} now");
        }

        var file = new FileInfo(path);
        if (!file.Exists || file.Length != memory.Bytes)
        {
            throw Failures.MemoryUnfit($"{file.Name} has {(file.Exists ? file.Length : 0)} bytes of {memory.Bytes}");
        }

        await FillAsync(path, files.MemorySocket, cancellationToken);
        await WaitForEndAsync(machine, files, cancellationToken);
    }

    /// <summary>Lets a machine go on that was just loaded. What was saved is old from here on, and only takes space.</summary>
    public async Task ContinueAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        AtomicFile.Remove(files.Suspended);
        await monitor.ExecuteAsync(files, "cont", cancellationToken);
    }

    /// <summary>Lets a machine go on whose suspension was cut short, or that was paused.</summary>
    public async Task UndoAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        AtomicFile.Remove(files.Suspended);
        await monitor.ExecuteAsync(files, "migrate_cancel", cancellationToken);
        await monitor.ExecuteAsync(files, "cont", cancellationToken);
        File.Delete(files.SuspendedMemory);
    }

    /// <summary>Whether the machine's processors stand still.</summary>
    public async Task<bool> IsPausedAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        var status = await monitor.ExecuteAsync(files, "query-status", cancellationToken);
        return !status.GetProperty("running").GetBoolean();
    }

    /// <summary>Puts memory away that cannot be used, so that the machine can boot. One such is kept.</summary>
    public static void SetAside(MachineFiles files)
    {
        AtomicFile.Remove(files.Suspended);
        if (File.Exists(files.SuspendedMemory))
        {
            File.Move(files.SuspendedMemory, files.UnfitMemory, overwrite: true);
        }
    }

    /// <summary>Forgets what was saved; the disk had been written out before.</summary>
    public static void Drop(MachineFiles files)
    {
        AtomicFile.Remove(files.Suspended);
        File.Delete(files.SuspendedMemory);
    }

    private async Task<long> DrainAsync(RunningMachine machine, MachineFiles files, string path, CancellationToken cancellationToken)
    {
        using var listener = Listen(files.MemorySocket);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await monitor.ExecuteAsync(
            files, "migrate-set-parameters", cancellationToken, new JsonObject { ["max-bandwidth"] = UnlimitedBytesPerSecond });
        await monitor.ExecuteAsync(files, "migrate", cancellationToken, new JsonObject { ["uri"] = $"unix:{files.MemorySocket}" });

        var received = ReceiveAsync(listener, path, failed.Token);
        var ended = WaitForEndAsync(machine, files, cancellationToken);
        if (await Task.WhenAny(received, ended) == received)
        {
            await received; // a full disk is a better reason than the broken connection it makes
        }

        try
        {
            await ended;
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }

        return await received;
    }

    private static async Task<long> ReceiveAsync(Socket listener, string path, CancellationToken cancellationToken)
    {
        using var socket = await listener.AcceptAsync(cancellationToken);
        await using var source = new NetworkStream(socket);
        await using var file = new FileStream(path, NewPrivateFile());
        await source.CopyToAsync(file, BufferBytes, cancellationToken);
        file.Flush(flushToDisk: true);
        return file.Length;
    }

    private static async Task FillAsync(string path, string memorySocket, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(memorySocket), cancellationToken);
            await using var target = new NetworkStream(socket);
            await file.CopyToAsync(target, BufferBytes, cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw Failures.MemoryUnfit($"QEMU does not take it ({exception.Message})", exception);
        }
    }

    /// <summary>Waits until all memory has left QEMU, or entered it.</summary>
    private async Task WaitForEndAsync(RunningMachine machine, MachineFiles files, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!store.IsAlive(machine.Process))
            {
                throw Failures.MemoryUnfit($"QEMU ended; {Path.GetFileName(files.QemuMessages)} may tell why");
            }

            var answer = await monitor.ExecuteAsync(files, "query-migrate", cancellationToken);
            switch (answer.TryGetProperty("status", out var status) ? status.GetString() : null)
            {
                case "completed":
                    return;
                case "failed" or "cancelled":
                    throw Failures.MemoryUnfit(answer.TryGetProperty("error-desc", out var error) ? error.GetString()! : "QEMU does not say why");
                default:
                    await Task.Delay(s_betweenLooks, cancellationToken);
                    break;
            }
        }
    }

    private async Task<string> AskVersionAsync(MachineFiles files, CancellationToken cancellationToken)
    {
        var version = (await monitor.ExecuteAsync(files, "query-version", cancellationToken)).GetProperty("qemu");
        return $"{version.GetProperty("major")}.{version.GetProperty("minor")}.{version.GetProperty("micro")}";
    }

    private static Socket Listen(string path)
    {
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);
        return listener;
    }

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
