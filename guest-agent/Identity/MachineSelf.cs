using System.ComponentModel;
using System.Runtime.InteropServices;
using Pockr.Contracts;
using Pockr.GuestAgent.Machine;

namespace Pockr.GuestAgent.Identity;

/// <summary>What machines of the same memory would have in common: random numbers, clock, number and name.</summary>
internal static partial class MachineSelf
{
    private const int MachineIdDigits = 32;

    /// <summary>Whom the machine is to be until it is told.</summary>
    public static MachineIdentity Nobody() => new(
        TokenSha256: "",
        HostName: "pockr",
        MachineId: new string('0', MachineIdDigits),
        Entropy: Convert.ToBase64String(Guid.NewGuid().ToByteArray()),
        DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    public static void Become(MachineIdentity identity, string settings)
    {
        KernelRandom.Stir(Convert.FromBase64String(identity.Entropy));
        if (identity.UnixMilliseconds is { } time)
        {
            MachineClock.Set(time);
        }

        WriteSettings(identity, settings);
        if (SetHostName(identity.HostName, (nuint)identity.HostName.Length) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Writes only what is not there already: most starts are of a machine that knows who it is.</summary>
    public static void WriteSettings(MachineIdentity identity, string settings)
    {
        var hosts = Path.Combine(settings, "hosts");
        Write(Path.Combine(settings, "machine-id"), $"{identity.MachineId}\n");
        Write(Path.Combine(settings, "hostname"), $"{identity.HostName}\n");
        Write(hosts, WithName(File.Exists(hosts) ? File.ReadAllText(hosts) : "", identity.HostName));
    }

    // The line of loopback is ours, all others are not.
    private static string WithName(string hosts, string name)
    {
        var others = hosts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("127.0.0.1 ", StringComparison.Ordinal));
        return string.Join('\n', [$"127.0.0.1 localhost {name}", .. others, ""]);
    }

    private static void Write(string path, string content)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content)
        {
            return;
        }

        var temporary = $"{path}.new";
        File.WriteAllText(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }

    [LibraryImport("libc", EntryPoint = "sethostname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetHostName(string name, nuint length);
}
