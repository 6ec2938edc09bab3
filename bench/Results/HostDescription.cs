namespace Pockr.Bench.Results;

/// <summary>What it was measured on: without it, the numbers say little.</summary>
/// <param name="Processor">As the kernel names it.</param>
/// <param name="Processors">How many.</param>
/// <param name="MemoryMiB">All of it.</param>
/// <param name="OperatingSystem">Name and version of the distribution.</param>
/// <param name="Kernel">Its release.</param>
/// <param name="Qemu">QEMU's version.</param>
/// <param name="Accelerator">How machines' processors were run.</param>
/// <param name="Image">Of which machines were made.</param>
/// <param name="Pockr">Version of <c>pockr</c>.</param>
/// <param name="Docker">Version of the <c>docker</c> command.</param>
internal sealed record HostDescription(
    string Processor,
    int Processors,
    long MemoryMiB,
    string OperatingSystem,
    string Kernel,
    string Qemu,
    string Accelerator,
    string Image,
    string Pockr,
    string Docker);
