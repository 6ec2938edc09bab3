using System.Globalization;

namespace Pockr.GuestAgent.Machine;

/// <summary>What has passed the machine's devices, by <c>/sys</c>: of those that are hardware, not of bridges and the like.</summary>
internal static class MachineTraffic
{
    private const int SectorBytes = 512; // whatever the disk's own are
    private const int SectorsRead = 2;
    private const int SectorsWritten = 6;

    public static (long ReceivedBytes, long SentBytes) ReadNetwork()
    {
        string[] devices = [.. Hardware("/sys/class/net")];
        return (devices.Sum(device => Number($"{device}/statistics/rx_bytes")), devices.Sum(device => Number($"{device}/statistics/tx_bytes")));
    }

    public static (long ReadBytes, long WrittenBytes) ReadDisks()
    {
        string[][] disks = [.. Hardware("/sys/block").Select(disk => File.ReadAllText($"{disk}/stat").Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        return (disks.Sum(fields => Number(fields, SectorsRead)) * SectorBytes, disks.Sum(fields => Number(fields, SectorsWritten)) * SectorBytes);
    }

    private static IEnumerable<string> Hardware(string devices) =>
        Directory.Exists(devices) ? Directory.EnumerateDirectories(devices).Where(device => Directory.Exists($"{device}/device")) : [];

    private static long Number(string file) => long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);

    private static long Number(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
}
