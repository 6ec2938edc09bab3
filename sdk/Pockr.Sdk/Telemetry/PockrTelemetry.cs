using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Pockr.Sdk.Telemetry;

/// <summary>
/// What can be observed of the SDK: spans and metrics, under one name. Neither has a command, its environment or its output: those may hold
/// secrets.
/// </summary>
public static class PockrTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Pockr.Sdk";

    private static readonly string s_version = typeof(PockrTelemetry).Assembly.GetName().Version!.ToString(3);
    private static readonly ActivitySource s_source = new(Name, s_version);
    private static readonly Meter s_meter = new(Name, s_version);

    // A machine starts in seconds or minutes, a command runs for milliseconds or hours.
    private static readonly InstrumentAdvice<double> s_buckets = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 1800],
    };

    private static readonly Histogram<double> s_starts = Duration("pockr.machine.start.duration", "Until a machine was found or started.");
    private static readonly Histogram<double> s_creations = Duration("pockr.sandbox.create.duration", "Until a sandbox was made and ran.");
    private static readonly Histogram<double> s_runs = Duration("pockr.sandbox.run.duration", "From the start of a command to its end.");

    internal static Counter<long> Created { get; } = s_meter.CreateCounter<long>("pockr.sandbox.created", "{sandbox}", "Sandboxes that were made.");

    internal static Counter<long> Closed { get; } = s_meter.CreateCounter<long>("pockr.sandbox.closed", "{sandbox}", "Sandboxes that were closed or removed.");

    internal static Observation OfStart(string machine) => new(s_source.StartActivity("machine start")?.SetTag("pockr.machine.name", machine), s_starts);

    internal static Observation OfCreation(string image) => new(s_source.StartActivity("sandbox create")?.SetTag("container.image.name", image), s_creations);

    internal static Observation OfRun(string sandbox) => new(s_source.StartActivity("sandbox run")?.SetTag("container.name", sandbox), s_runs);

    private static Histogram<double> Duration(string name, string description) => s_meter.CreateHistogram(name, "s", description, advice: s_buckets);
}
