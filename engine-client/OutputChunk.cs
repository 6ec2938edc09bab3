namespace Pockr.EngineClient;

/// <summary>A piece of output. The bytes are good until the next piece is asked for.</summary>
public readonly record struct OutputChunk(OutputSource Source, ReadOnlyMemory<byte> Bytes);

public enum OutputSource
{
    Stdout,
    Stderr,
}
