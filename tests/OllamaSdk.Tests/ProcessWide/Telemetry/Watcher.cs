using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OllamaSdk.Tests.ProcessWide.Telemetry;

/// <summary>Listens as a program's OpenTelemetry would: keeps every span that ended, and every measurement with its tags.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly ActivityListener? _spans;
    private readonly MeterListener? _metrics;
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ConcurrentQueue<Measurement> _measured = new();

    public Watcher(bool spans = true, bool metrics = true, ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded)
    {
        if (spans)
        {
            ActivitySource.AddActivityListener(_spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name is LlmTelemetry.SourceName or "Tests",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
                ActivityStopped = activity =>
                {
                    if (activity.Source.Name == LlmTelemetry.SourceName)
                    {
                        _ended.Enqueue(activity);
                    }
                },
            });
        }

        if (metrics)
        {
            _metrics = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
            _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _metrics.Start();
        }
    }

    public IReadOnlyList<Activity> Spans => [.. _ended];

    public IReadOnlyList<Measurement> Measured => [.. _measured];

    public IReadOnlyList<Measurement> Of(string instrument) => [.. _measured.Where(one => one.Instrument == instrument)];

    public void Dispose()
    {
        _spans?.Dispose();
        _metrics?.Dispose();
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == LlmTelemetry.MeterName)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new Measurement(instrument.Name, instrument.Unit, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));

    internal sealed record Measurement(string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags);
}
