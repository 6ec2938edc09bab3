using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pockr.Machines.Disks;
using Pockr.Machines.Errors;
using Pockr.Machines.Processes;

namespace Pockr.Machines;

/// <summary>Reads and writes what is known of machines, and tells whether one runs.</summary>
internal sealed class MachineStore(IProcessTable processes)
{
    private const string QemuNamePrefix = "qemu-system";

    private static readonly TimeSpan s_killPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    public static MachineConfig? FindConfig(MachineFiles files)
    {
        var config = Read(files.Config, MachineJson.Default.MachineConfig);
        return config is null or { Schema: MachineConfig.CurrentSchema }
            ? config
            : throw Failures.FileUnreadable(files.Config, $"its schema is {config.Schema}, and this pockr knows {MachineConfig.CurrentSchema}.");
    }

    public static void Save(MachineFiles files, MachineConfig config) => Write(files.Config, config, MachineJson.Default.MachineConfig);

    public static void Save(MachineFiles files, MachineState state) => Write(files.State, state, MachineJson.Default.MachineState);

    /// <summary>What is known of the memory a suspended machine left. One that cannot be read is as good as none.</summary>
    public static SuspendedMemory? FindSuspended(MachineFiles files) => TryRead(files.Suspended, MachineJson.Default.SuspendedMemory);

    public static void Save(MachineFiles files, SuspendedMemory memory) =>
        Write(files.Suspended, memory, MachineJson.Default.SuspendedMemory);

    public static Snapshot? FindSnapshot(SnapshotFiles files)
    {
        var snapshot = Read(files.Info, MachineJson.Default.Snapshot);
        return snapshot is null || (snapshot.Schema == Snapshot.CurrentSchema && LayerName.IsValid(snapshot.Layer))
            ? snapshot
            : throw Failures.FileUnreadable(files.Info, "its schema or layer is none that this pockr knows.");
    }

    public static void Save(SnapshotFiles files, Snapshot snapshot) => Write(files.Info, snapshot, MachineJson.Default.Snapshot);

    /// <summary>The supervisor a machine was given last; it may have ended.</summary>
    public static ProcessEntry? FindSupervisor(MachineFiles files) => TryRead(files.Supervisor, MachineJson.Default.ProcessEntry);

    public static void Save(MachineFiles files, ProcessEntry supervisor) => Write(files.Supervisor, supervisor, MachineJson.Default.ProcessEntry);

    /// <summary>Starts of the machine by its supervisor.</summary>
    public static RestartHistory FindRestarts(MachineFiles files) =>
        TryRead(files.Restarts, MachineJson.Default.RestartHistory) is { Restarts: not null } history ? history : RestartHistory.None;

    public static void Save(MachineFiles files, RestartHistory history) => Write(files.Restarts, history, MachineJson.Default.RestartHistory);

    /// <summary>The start of this QEMU, which has ended, if it is still the machine's last: nobody has started or stopped the machine since.</summary>
    public static MachineState? FindLast(MachineFiles files, ProcessEntry ended) =>
        TryReadState(files) is { } state
        && (state.ProcessId, state.ProcessStartTime) == (ended.Id, ended.StartTime) ? state : null;

    /// <summary>The running machine, if its QEMU lives.</summary>
    public RunningMachine? FindRunning(MachineFiles files)
    {
        if (TryReadState(files) is not { } state)
        {
            return null;
        }

        // A start that was cut short between QEMU's start and the second writing: QEMU's own file knows its number.
        var process = state.ProcessId > 0 ? processes.Find(state.ProcessId) : FindByPidFile(files);
        var isOurs = process is not null
            && IsQemu(process)
            && (state.ProcessId == 0 || process.StartTime == state.ProcessStartTime);
        return isOurs ? new RunningMachine(state.With(process!), process!) : null;
    }

    /// <summary>What is there only because a machine runs, or did until it was killed.</summary>
    public static IReadOnlyList<string> FindTraces(MachineFiles files) => [.. TracesOf(files).Where(File.Exists)];

    /// <summary>Takes away what a machine that runs no more has left.</summary>
    public static void RemoveTraces(MachineFiles files)
    {
        foreach (var trace in TracesOf(files))
        {
            File.Delete(trace);
        }
    }

    /// <summary>A living process whose number is in a file of this machine, and which is not its QEMU: numbers are used again.</summary>
    public ProcessEntry? FindStranger(MachineFiles files)
    {
        var named = TryReadState(files) is { ProcessId: > 0 } state
            ? processes.Find(state.ProcessId)
            : FindInPidFile(files);
        return named is not null && FindRunning(files) is null && FindByPidFile(files) is null ? named : null;
    }

    /// <summary>The process QEMU's own file names, if it is really the QEMU of this machine.</summary>
    public ProcessEntry? FindByPidFile(MachineFiles files)
    {
        if (FindInPidFile(files) is not { } process)
        {
            return null;
        }

        // Where arguments cannot be read, the name has to do.
        var arguments = processes.ArgumentsOf(process.Id);
        var isOurs = arguments.Count > 0 ? arguments.Contains(files.PidFile) : IsQemu(process);
        return isOurs ? process : null;
    }

    public bool IsAlive(ProcessEntry process) => processes.Find(process.Id) == process;

    /// <summary>Kills a machine's QEMU.</summary>
    /// <returns>Whether it is gone.</returns>
    public Task<bool> EndAsync(ProcessEntry process, CancellationToken cancellationToken)
    {
        processes.Kill(process);
        return WaitForEndAsync(process, s_killPatience, cancellationToken);
    }

    /// <returns>Whether the process ended in time. It is no child of ours, so there is nothing to be woken by.</returns>
    public async Task<bool> WaitForEndAsync(ProcessEntry process, TimeSpan patience, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (IsAlive(process))
        {
            if (watch.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(s_betweenLooks, cancellationToken);
        }

        return true;
    }

    private ProcessEntry? FindInPidFile(MachineFiles files) =>
        File.Exists(files.PidFile) && int.TryParse(File.ReadAllText(files.PidFile).Trim(), CultureInfo.InvariantCulture, out var id)
            ? processes.Find(id)
            : null;

    private static IReadOnlyList<string> TracesOf(MachineFiles files) =>
        [files.State, files.PidFile, files.QmpSocket, files.EventsSocket, files.IdentitySocket, files.MemorySocket, files.DockerSocket, files.SupervisorSocket];

    private static bool IsQemu(ProcessEntry process) => process.Name.StartsWith(QemuNamePrefix, StringComparison.Ordinal);

    private static MachineState? TryReadState(MachineFiles files) => TryRead(files.State, json => MachineStateReader.Read(json));

    private static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class => TryRead(path, json => JsonSerializer.Deserialize(json, type));

    // What a machine was doing is not worth an error: if it cannot be read, nothing is known to run.
    private static T? TryRead<T>(string path, Func<byte[], T?> parse)
        where T : class
    {
        try
        {
            return Read(path, parse);
        }
        catch (LauncherException)
        {
            return null;
        }
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class => Read(path, json => JsonSerializer.Deserialize(json, type));

    private static T? Read<T>(string path, Func<byte[], T?> parse)
        where T : class
    {
        try
        {
            return File.Exists(path) ? parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException exception)
        {
            throw Failures.FileUnreadable(path, exception.Message, exception);
        }
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(value, type));
}

/// <summary>A machine whose QEMU lives.</summary>
internal sealed record RunningMachine(MachineState State, ProcessEntry Process);
