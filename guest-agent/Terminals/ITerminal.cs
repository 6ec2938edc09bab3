using Pockr.EngineClient;

namespace Pockr.GuestAgent.Terminals;

/// <summary>What a WebSocket is connected with.</summary>
internal interface ITerminal
{
    /// <summary>Everything up to the end of the output. Can be read once.</summary>
    IAsyncEnumerable<OutputChunk> ReadAsync(CancellationToken cancellationToken);

    /// <summary>To be asked when the output has ended.</summary>
    Task<int> ReadExitCodeAsync(CancellationToken cancellationToken);

    /// <summary>Writes input; nothing happens if nobody is there to read it. One call at a time.</summary>
    Task WriteAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken);

    /// <summary>Ends the input; output goes on.</summary>
    void EndInput();

    Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken);
}
