using System.Buffers.Binary;
using System.Text;
using Pockr.Image.Distributions;
using Pockr.Image.Errors;

namespace Pockr.Image;

/// <summary>The published agent: a directory with the program <c>guest-agent</c> in it.</summary>
internal static class AgentDirectory
{
    private const int MachineOffset = 18; // ELF, e_machine
    private const int HeadBytes = 4096;

    /// <summary>A program for another processor, or another C library, would be found out by a machine that never answers.</summary>
    public static void EnsureFits(string directory, Architecture architecture, IDistribution distribution)
    {
        var program = Path.Combine(directory, "guest-agent");
        if (!File.Exists(program))
        {
            throw Failures.AgentMissing(directory);
        }

        using var file = File.OpenRead(program);
        var head = new byte[HeadBytes];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (!head.AsSpan().StartsWith("\u007fELF"u8) || BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(MachineOffset)) != architecture.ElfMachine)
        {
            throw Failures.AgentForeign(program, architecture);
        }

        // An ELF file names its loader behind its headers.
        if (head.AsSpan(0, count).IndexOf(Encoding.ASCII.GetBytes(distribution.Loader)) < 0)
        {
            throw Failures.AgentForAnother(directory, distribution.Name);
        }
    }
}
