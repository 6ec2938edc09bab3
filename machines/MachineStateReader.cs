using System.Globalization;
using System.Text.Json;
using Pockr.Client;

namespace Pockr.Machines;

/// <summary>
/// Reads <c>state.json</c>. Every command does, and to make the serializer ready takes longer than the reading; so a state that is plain, as most
/// are, is read without.
/// </summary>
internal static class MachineStateReader
{
    /// <exception cref="JsonException">It is no JSON, or lacks what a start always has.</exception>
    public static MachineState Read(ReadOnlySpan<byte> json) => TryReadPlain(json) ?? Deserialize(json);

    private static MachineState Deserialize(ReadOnlySpan<byte> json)
    {
        var state = JsonSerializer.Deserialize(json, MachineJson.Default.MachineState) ?? throw new JsonException("It is null.");
        return state.GuestSide.Contains(null!) || state.Mounts.Contains(null!) ? throw new JsonException("There is null in a list.") : state;
    }

    private static MachineState? TryReadPlain(ReadOnlySpan<byte> json)
    {
        var plain = new PlainJson(json);
        var fields = new Fields();
        if (!plain.TryTake('{'))
        {
            return null;
        }

        do
        {
            if (plain.TakeText() is not { } name || !plain.TryTake(':') || !fields.TryTake(name, ref plain))
            {
                return null;
            }
        }
        while (plain.TryTake(','));
        return plain.TryTake('}') && plain.IsAtEnd ? fields.ToState() : null;
    }

    private sealed class Fields
    {
        private int _processId;
        private long _processStartTime;
        private int? _port;
        private string? _accelerator;
        private DateTimeOffset? _startedAt;
        private bool _isVolatile;
        private List<string> _guestSide = [];

        /// <returns>Whether the value is plain, and one that this name can have.</returns>
        public bool TryTake(string name, ref PlainJson plain) => name switch
        {
            "processId" => IsInteger(plain.TakeNumber(), out _processId),
            "processStartTime" => Is(plain.TakeNumber(), out _processStartTime),
            "port" => IsInteger(plain.TakeNumber(), out var port) && (_port = port) is not null,
            "accelerator" => (_accelerator = plain.TakeText()) is not null,
            "startedAt" => (_startedAt = TimeOf(plain.TakeText())) is not null,
            "isVolatile" => Is(plain.TakeTruth(), out _isVolatile),
            "guestSide" => (_guestSide = plain.TakeTexts()!) is not null,
            "mounts" => plain.TakeTexts() is [], // there are none
            _ => false,
        };

        public MachineState? ToState() => _port is { } port && _accelerator is { } accelerator && _startedAt is { } startedAt
            ? new MachineState
            {
                ProcessId = _processId,
                ProcessStartTime = _processStartTime,
                Port = port,
                Accelerator = accelerator,
                StartedAt = startedAt,
                IsVolatile = _isVolatile,
                GuestSide = _guestSide,
            }
            : null;

        private static bool Is<T>(T? found, out T value)
            where T : struct
        {
            value = found.GetValueOrDefault();
            return found is not null;
        }

        private static bool IsInteger(long? found, out int value)
        {
            value = found is >= int.MinValue and <= int.MaxValue ? (int)found : 0;
            return value == found;
        }

        private static DateTimeOffset? TimeOf(string? text) =>
            DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
