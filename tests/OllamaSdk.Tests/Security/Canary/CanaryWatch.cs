using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>Listens to every activity and measurement of the process.</summary>
internal sealed class CanaryWatch : IDisposable
{
    private readonly ConcurrentQueue<(string Place, string Text)> _texts = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public CanaryWatch()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        _meters.Start();
    }

    /// <summary>What was heard up to now.</summary>
    public IReadOnlyCollection<(string Place, string Text)> Texts => _texts;

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Note(Activity activity)
    {
        var place = $"activity of {activity.Source.Name}";
        _texts.Enqueue((place, $"{activity.OperationName} {activity.DisplayName}"));
        _texts.Enqueue(($"{place}: status", activity.StatusDescription ?? ""));
        foreach (var (key, value) in activity.TagObjects.Concat(activity.Baggage.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))))
        {
            _texts.Enqueue(($"{place}: {key}", $"{key} {Text(value)}"));
        }

        // .NET's own notes the exceptions inside of it, whatever they quote; nobody else has a say in that.
        foreach (var one in activity.Source.Name.StartsWith("System.", StringComparison.Ordinal) ? [] : activity.Events)
        {
            _texts.Enqueue(($"{place}: event {one.Name}", $"{one.Name} {string.Join(' ', one.Tags.Select(tag => $"{tag.Key}={Text(tag.Value)}"))}"));
        }
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            _texts.Enqueue(($"metric {instrument.Name}: {key}", $"{key} {Text(value)}"));
        }
    }

    private static string Text(object? value) => value is System.Collections.IEnumerable items and not string ? string.Join(' ', items.Cast<object?>()) : $"{value}";
}
