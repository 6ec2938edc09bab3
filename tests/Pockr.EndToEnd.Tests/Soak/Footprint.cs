using System.Globalization;

namespace Pockr.EndToEnd.Tests.Soak;

/// <summary>What a machine takes of the host, and its services of the machine.</summary>
/// <param name="Parts">Name and amount of each.</param>
internal sealed record Footprint(IReadOnlyList<(string Name, long Amount)> Parts)
{
    public static async Task<Footprint> TakeAsync(RunningVm vm)
    {
        var supervisor = HostProcess.Supervisor.IdIn(vm.MachineDirectory);
        return new Footprint(
        [
            ("QEMU, resident, MiB", ResidentOf(HostProcess.Qemu.IdIn(vm.MachineDirectory))),
            ("supervisor, resident, MiB", ResidentOf(supervisor)),
            ("supervisor, open files", Directory.GetFileSystemEntries($"/proc/{supervisor}/fd").Length),
            ("files of the machine", Directory.GetFileSystemEntries(vm.MachineDirectory).Length),
            ("agent, resident, MiB", await InsideAsync(vm, "awk '/VmRSS/ { print int($2 / 1024) }' /proc/$(pidof guest-agent)/status")),
            ("agent, open files", await InsideAsync(vm, "ls /proc/$(pidof guest-agent)/fd | wc -l")),
            ("processes in the machine", await InsideAsync(vm, "ls -d /proc/[0-9]* | wc -l")),
            ("files in /run/pockr", await InsideAsync(vm, "ls /run/pockr | wc -l")),
        ]);
    }

    public IEnumerable<string> Lines(Footprint after) =>
    [
        "| | At the beginning | At the end |", "|---|--:|--:|",
        .. Parts.Zip(after.Parts, (first, last) => $"| {first.Name} | {first.Amount} | {last.Amount} |"),
    ];

    private static long ResidentOf(int process) =>
        File.ReadLines($"/proc/{process}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).First();

    private static async Task<long> InsideAsync(RunningVm vm, string command) =>
        long.Parse(await vm.InMachineAsync(command), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
