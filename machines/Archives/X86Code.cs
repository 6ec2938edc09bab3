using System.Buffers.Binary;

namespace Pockr.Machines.Archives;

/// <summary>
/// Undoes what xz's x86 filter does before packing: each call and jump (opcodes E8 and E9) names its target from the beginning of the stream
/// on in place of from here on, so that calls of one function look the same and pack better.
/// </summary>
/// <remarks>What is an instruction and what is data that looks like one is told by the same rules as the packer's, or nothing would fit.</remarks>
internal sealed class X86Code(Stream filtered) : ReadingStream
{
    private const int InstructionBytes = 5;
    private const int BufferBytes = 1 << 16;

    // By what came before: bit by bit, whether there was an opcode one, two or three bytes ago.
    private static readonly bool[] s_mayBeInstruction = [true, true, true, false, true, false, false, false];
    private static readonly int[] s_byteToLookAt = [0, 1, 2, 2, 3, 3, 3, 3];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _next;
    private int _undone;
    private int _end;

    // Where the buffer begins in the stream, and the last opcode; both wrap around, as the addresses do.
    private uint _origin;
    private uint _lastOpcode = unchecked((uint)-InstructionBytes);
    private uint _before;

    public override int Read(Span<byte> buffer)
    {
        if (_next == _undone)
        {
            Refill();
        }

        var count = Math.Min(buffer.Length, _undone - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            filtered.Dispose();
        }

        base.Dispose(disposing);
    }

    // The last bytes may be the beginning of an instruction, and wait for the rest of it.
    private void Refill()
    {
        var waiting = _end - _undone;
        _buffer.AsSpan(_undone, waiting).CopyTo(_buffer);
        _origin += (uint)_undone;
        var read = filtered.ReadAtLeast(_buffer.AsSpan(waiting), BufferBytes - waiting, throwOnEndOfStream: false);
        _end = waiting + read;
        var undone = Undo(_buffer.AsSpan(0, _end));
        (_next, _undone) = (0, _end < BufferBytes ? _end : undone);
    }

    /// <returns>How much of it is done.</returns>
    private int Undo(Span<byte> code)
    {
        var position = 0;
        while (position <= code.Length - InstructionBytes)
        {
            if (code[position] is not (0xE8 or 0xE9))
            {
                position++;
                continue;
            }

            NoteOpcode(_origin + (uint)position);
            var operand = code.Slice(position + 1, 4);
            if (IsNear(operand[3]) && _before >> 1 < s_mayBeInstruction.Length && s_mayBeInstruction[_before >> 1])
            {
                Undo(operand, _origin + (uint)(position + InstructionBytes));
                position += InstructionBytes;
                _before = 0;
            }
            else
            {
                position++;
                _before |= IsNear(operand[3]) ? 0x11u : 0x01u;
            }
        }

        return position;
    }

    private void NoteOpcode(uint position)
    {
        var distance = position - _lastOpcode;
        _lastOpcode = position;
        _before = distance > InstructionBytes ? 0 : Shift(_before, distance);
    }

    private static uint Shift(uint before, uint distance)
    {
        for (; distance > 0; distance--)
        {
            before = (before & 0x77) << 1;
        }

        return before;
    }

    private void Undo(Span<byte> operand, uint following)
    {
        var target = BinaryPrimitives.ReadUInt32LittleEndian(operand);
        var relative = target - following;
        if (_before != 0)
        {
            var bits = s_byteToLookAt[_before >> 1] * 8;
            while (IsNear((byte)(relative >> (24 - bits))))
            {
                target = relative ^ ((1u << (32 - bits)) - 1);
                relative = target - following;
            }
        }

        // Within 16 MiB of here, before or behind: the highest byte says no more than the sign.
        var sign = (relative & (1u << 24)) == 0 ? 0u : 0xFF000000u;
        BinaryPrimitives.WriteUInt32LittleEndian(operand, (relative & 0x00FFFFFF) | sign);
    }

    private static bool IsNear(byte highest) => highest is 0x00 or 0xFF;
}
