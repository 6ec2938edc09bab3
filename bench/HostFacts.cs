using System.Globalization;
using Pockr.Bench.Results;

namespace Pockr.Bench;

/// <summary>What the kernel tells of this host.</summary>
internal static class HostFacts
{
    public static HostDescription Of(string qemu, string docker, string pockr, string accelerator, string image) => new(
        ValueOf("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        long.Parse(ValueOf("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1024,
        ValueOf("/etc/os-release", "PRETTY_NAME", '=').Trim('"'),
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        qemu,
        accelerator,
        image,
        pockr,
        docker);

    private static string ValueOf(string file, string name, char separator = ':') =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(separator) + 1)..].Trim()
            : throw new InvalidDataException($"{file} has no '{name}'.");
}
