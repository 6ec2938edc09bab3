using System.Buffers.Binary;
using Pockr.Image.Errors;

namespace Pockr.Image;

/// <summary>The published agent: a directory with the program <c>guest-agent</c> in it.</summary>
internal static class AgentDirectory
{
    private const int MachineOffset = 18; // ELF, e_machine

    /// <summary>A program for another processor would be found out by a machine that never answers.</summary>
    public static void EnsureFits(string directory, Architecture architecture)
    {
        var program = Path.Combine(directory, "guest-agent");
        if (!File.Exists(program))
        {
            throw Failures.AgentMissing(directory);
        }

        using var file = File.OpenRead(program);
        var header = new byte[MachineOffset + sizeof(ushort)];
        file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (!header.AsSpan().StartsWith("\u007fELF"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(MachineOffset)) != architecture.ElfMachine)
        {
            throw Failures.AgentForeign(program, architecture);
        }
    }
}
