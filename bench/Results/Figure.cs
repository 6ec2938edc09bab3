using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Pockr.Bench.Results;

/// <summary>What is compared in one table and one plot; all its numbers are of one unit.</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of all samples; <c>ms</c> and <c>s</c> can be timed.</param>
/// <param name="Reference">By whom what the others are compared with was done; nothing if nobody is compared.</param>
internal sealed record Figure(string Id, string Title, string Unit, string? Reference)
{
    private const int Digits = 3; // more would be noise, in files that people read

    public List<Measurement> Measurements { get; init; } = [];

    /// <summary>What was done, one after the other, each with all who did it.</summary>
    [JsonIgnore]
    public IEnumerable<IGrouping<string, Measurement>> Subjects => Measurements.GroupBy(measurement => measurement.Subject);

    public void Add(string subject, string by, double sample)
    {
        var measurement = Measurements.Find(one => one.Subject == subject && one.By == by);
        if (measurement is null)
        {
            Measurements.Add(measurement = new Measurement(subject, by, []));
        }

        measurement.Samples.Add(Math.Round(sample, Digits));
    }

    public async Task TimeAsync(string subject, string by, Func<Task> actAsync)
    {
        var watch = Stopwatch.StartNew();
        await actAsync();
        Add(subject, by, InUnit(watch.Elapsed));
    }

    /// <summary>Measures how fast so many bytes are handled, in MB a second.</summary>
    public async Task RateAsync(string subject, string by, long bytes, Func<Task> actAsync)
    {
        var watch = Stopwatch.StartNew();
        await actAsync();
        Add(subject, by, bytes / 1e6 / watch.Elapsed.TotalSeconds);
    }

    public double InUnit(TimeSpan time) => Unit switch
    {
        "ms" => time.TotalMilliseconds,
        "s" => time.TotalSeconds,
        _ => throw new InvalidOperationException($"Time is not told in {Unit}."),
    };

    /// <summary>What a measurement is compared with; nothing if nobody else did that.</summary>
    public Measurement? ReferenceOf(Measurement measurement) =>
        measurement.By == Reference ? null : Measurements.Find(one => one.Subject == measurement.Subject && one.By == Reference);
}
