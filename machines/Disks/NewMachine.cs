using Pockr.Machines.Errors;

namespace Pockr.Machines.Disks;

/// <summary>A machine that is being made, in a directory whose name is no machine's before all of it is there.</summary>
internal sealed class NewMachine : IDisposable
{
    private const string Prefix = ".new-";

    private readonly FileLock _held;

    private NewMachine(MachineFiles files, FileLock held)
    {
        Files = files;
        _held = held;
    }

    public MachineFiles Files { get; }

    public static NewMachine Begin(PockrHome home)
    {
        home.Create();
        RemoveLeftovers(home);
        while (true)
        {
            var files = new MachineFiles(Path.Combine(home.Machines, $"{Prefix}{Guid.NewGuid():N}"));
            PrivateDirectory.Create(files.Directory);
            if (FileLock.TryAcquire(files.Lock) is { } held)
            {
                return new NewMachine(files, held);
            }
        }
    }

    /// <summary>Makes sure that there is no machine of that name.</summary>
    public static void EnsureNew(MachineName name, MachineFiles files)
    {
        files.EnsureSocketPathsFit();
        if (Directory.Exists(files.Directory))
        {
            throw Failures.MachineExists(name.Value);
        }
    }

    /// <summary>Gives it its name, and a token of its own.</summary>
    public void Publish(MachineName name, MachineFiles files)
    {
        MachineToken.Ensure(Files);
        try
        {
            AtomicFile.Publish(Files.Directory, files.Directory);
        }
        catch (IOException) when (Directory.Exists(files.Directory))
        {
            throw Failures.MachineExists(name.Value); // somebody was quicker
        }
    }

    public void Dispose()
    {
        _held.Dispose();
        if (Directory.Exists(Files.Directory))
        {
            Directory.Delete(Files.Directory, recursive: true);
        }
    }

    // Of those whose maker was killed: nobody holds them.
    private static void RemoveLeftovers(PockrHome home)
    {
        foreach (var directory in Directory.EnumerateDirectories(home.Machines, $"{Prefix}*"))
        {
            var lockFile = new MachineFiles(directory).Lock;
            using var held = File.Exists(lockFile) ? FileLock.TryAcquire(lockFile) : null;
            if (held is not null)
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }
}
