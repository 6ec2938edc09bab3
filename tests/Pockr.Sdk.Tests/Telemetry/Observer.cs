using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pockr.Sdk.Telemetry;

namespace Pockr.Sdk.Tests.Telemetry;

/// <summary>Observes the SDK as a program's own telemetry does; what other tests do meanwhile is left out.</summary>
internal sealed class Observer : IDisposable
{
    private readonly Activity _test = new Activity("test").Start();
    private readonly List<Activity> _spans = [];
    private readonly List<string> _measurements = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public Observer()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PockrTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Keep(_spans, span),
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PockrTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(_measurements, $"{instrument.Name} {value}{Text(tags)}"));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            Keep(_measurements, $"{instrument.Name} {(value is > 0 and < 60 ? instrument.Unit : value)}{Text(tags)}"));
        _meters.Start();
    }

    /// <summary>Those that have ended.</summary>
    public IReadOnlyList<Activity> Spans => _spans;

    /// <summary>Each as <c>instrument value tag=value</c>; durations have their unit in place of the value.</summary>
    public IReadOnlyList<string> Measurements => _measurements;

    public static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));

    public void Dispose()
    {
        _meters.Dispose();
        _listener.Dispose();
        _test.Dispose();
    }

    private void Keep<T>(List<T> kept, T item)
    {
        if (Activity.Current?.TraceId == _test.TraceId)
        {
            kept.Add(item);
        }
    }
}
