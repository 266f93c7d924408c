using System.Diagnostics;
using System.Diagnostics.Metrics;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Benchmarks.Against;

/// <summary>Listens in memory to one build of the SDK: builds that lie beside it have sources of the same name.</summary>
internal sealed class ProbeListener : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;
    private long _seen;
    private long _spansSeen;

    private ProbeListener()
    {
        // Made now: while the first of them is being made, none can be compared with it yet.
        var (source, meter) = (Instruments.Source, Instruments.ToolDuration.Meter);
        ActivitySource.AddActivityListener(_spans = new ActivityListener
        {
            ShouldListenTo = one => ReferenceEquals(one, source),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ => _spansSeen++,
        });
        _metrics = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _metrics.SetMeasurementEventCallback<double>((_, _, _, _) => _seen++);
        _metrics.SetMeasurementEventCallback<long>((_, _, _, _) => _seen++);
        _metrics.Start();
    }

    public static IDisposable Start() => new ProbeListener();

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
        if (_seen == 0 || _spansSeen == 0)
        {
            throw new InvalidOperationException("Nothing was heard, so that nothing was measured.");
        }
    }
}
