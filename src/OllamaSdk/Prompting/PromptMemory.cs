namespace OllamaSdk.Prompting;

/// <summary>What was learned of one model on one server: its rates, its last prompts, its window. It does not grow.</summary>
internal sealed class PromptMemory
{
    private const int Traces = 8;
    private const int LeastToLearn = 150;
    private const int LeastToKeep = 1000;

    private readonly object _gate = new();
    private readonly PromptRate?[] _rates = new PromptRate?[CharKinds.Classes * CharKinds.Styles];
    private readonly ulong[] _beginnings = new ulong[Traces];
    private int _nextTrace;
    private int _nextBeginning;
    private int _wholeCounts;
    private int _window;
    private volatile int _mostCounted;
    private bool _asked;
    private long _askedAt;

    /// <summary>The last prompts that were long. Entries are replaced and never changed.</summary>
    public PromptTrace?[] Earlier { get; } = new PromptTrace?[Traces];

    /// <summary>What the server said last of the model's window; <see langword="null"/> where it did not.</summary>
    public int? Window
    {
        get => Volatile.Read(ref _window) is > 0 and var tokens ? tokens : null;
        set => Volatile.Write(ref _window, value ?? 0);
    }

    /// <summary>1 once a cut was logged.</summary>
    public int Warned;

    /// <summary>Whether a server that does not say how much it had in its cache counts that as well, as two prompts have shown that went on from earlier ones.</summary>
    public bool CountsCached => Volatile.Read(ref _wholeCounts) >= 2;

    /// <summary>The fewest tokens to be expected of a text.</summary>
    public float Least(in TextMeasure text)
    {
        var sum = 0f;
        for (var i = 0; i < CharKinds.Classes; i++)
        {
            if (text.Usual(i) > 0)
            {
                sum += Math.Max(text.Least(i), Math.Min(text.Usual(i) * (RateOf(text, i)?.Fewest ?? 0), MostLearned(text, i)));
            }
        }

        return sum;
    }

    /// <summary>The fewest tokens to be expected of what goes on from a text whose tokens are known.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="before">What was there before.</param>
    /// <param name="tokens">Its tokens.</param>
    public float LeastAfter(in TextMeasure text, in TextMeasure before, int tokens)
    {
        var least = Math.Max(0, Least(text) - Least(before));
        if (Dominant(before) is not { } at || Dominant(text) != at || text.StyleOf((TextClass)at) != before.StyleOf((TextClass)at))
        {
            return least;
        }

        // It is of one kind, and so has the rate that it had.
        var more = (text.Usual(at) - before.Usual(at)) * (tokens / SumOf(before)) * 0.75f;
        return Math.Max(least, Math.Min(more, MostLearned(text, at)));
    }

    /// <summary>The tokens that a text has with this model, by what it has shown so far.</summary>
    public float Usual(in TextMeasure text)
    {
        var sum = 0f;
        for (var i = 0; i < CharKinds.Classes; i++)
        {
            if (text.Usual(i) > 0)
            {
                sum += text.Usual(i) * MeanOf(text, i);
            }
        }

        return sum;
    }

    /// <summary>Whether a prompt with the same first words came before; notes this one's.</summary>
    public bool HasBegun(ulong beginning)
    {
        lock (_gate)
        {
            if (Array.IndexOf(_beginnings, beginning) >= 0)
            {
                return true;
            }

            _beginnings[_nextBeginning++ % Traces] = beginning;
            return false;
        }
    }

    /// <summary>Remembers a prompt and what was said of it.</summary>
    /// <param name="reading">The prompt.</param>
    /// <param name="verdict">What was said.</param>
    /// <param name="asked">The context length that was asked for; else 0.</param>
    /// <param name="clock">The client's.</param>
    public void Note(in PromptReading reading, in PromptVerdict verdict, int asked, TimeProvider clock)
    {
        var isCut = verdict.State != PromptTruncationState.None;
        if (verdict.CanLearn && reading.Loose.Characters * 8L < reading.Text.Characters)
        {
            // Of a prompt that is cut at least half a window is left, and no count is larger than a window.
            var window = asked > 0 ? asked : Window ?? _mostCounted;
            Learn(reading.Text, verdict.Counted, isCut, isSure: verdict.Counted < window / 2);
        }

        _mostCounted = Math.Max(_mostCounted, verdict.Counted);

        if (reading.Hash is { } hash && reading.Text.Characters >= LeastToKeep)
        {
            // What may be left out of a longer prompt says nothing of that one.
            var likely = isCut ? Math.Max(verdict.Counted, verdict.Estimate) : verdict.Counted;
            likely -= reading.Loose.Characters > 0 ? (int)Math.Min(likely, Usual(reading.Loose) * 1.3f) : 0;
            Keep(new(hash, reading.Parts, verdict.Proven, likely, verdict.State == PromptTruncationState.Certain ? asked : 0, clock.GetTimestamp()));
        }
    }

    private void Learn(in TextMeasure text, int counted, bool isCut, bool isSure)
    {
        if (Dominant(text) is not { } at)
        {
            return;
        }

        var others = Usual(text) - (text.Usual(at) * MeanOf(text, at));
        var rate = (counted - others) / text.Usual(at);
        if (rate <= 0)
        {
            return;
        }

        lock (_gate)
        {
            ref var known = ref _rates[IndexOf(text, at)];
            if (!isCut)
            {
                (known ??= new()).Learn(rate, isSure);
            }
            else
            {
                known?.Doubt(rate, counted);
            }
        }
    }

    private void Keep(PromptTrace trace)
    {
        lock (_gate)
        {
            var same = Array.FindIndex(Earlier, one => one is not null && one.Hash == trace.Hash);
            Volatile.Write(ref Earlier[same >= 0 ? same : _nextTrace++ % Traces], trace);
        }
    }

    /// <summary>Whether the window is to be asked for now: not within so long after the last time.</summary>
    public bool TryBeginToAsk(TimeProvider clock, TimeSpan interval)
    {
        lock (_gate)
        {
            if (_asked && clock.GetElapsedTime(_askedAt) < interval)
            {
                return false;
            }

            (_asked, _askedAt) = (true, clock.GetTimestamp());
            return true;
        }
    }

    public void NoteWholeCount() => Interlocked.Increment(ref _wholeCounts);

    // Languages of one script differ: what a model made of one must not make the next look cut. English and code are expected as they are.
    private static float MostLearned(in TextMeasure text, int at) => (TextClass)at switch
    {
        TextClass.Latin => text.Least(at) * ((text.StyleOf(TextClass.Latin) & 3) == 0 ? 1 : 1.6f),
        _ => float.MaxValue,
    };

    private static float SumOf(in TextMeasure text)
    {
        var sum = 0f;
        for (var i = 0; i < CharKinds.Classes; i++)
        {
            sum += text.Usual(i);
        }

        return sum;
    }

    private static int? Dominant(in TextMeasure text)
    {
        var sum = SumOf(text);
        var most = 0;
        for (var i = 0; i < CharKinds.Classes; i++)
        {
            most = text.Usual(i) > text.Usual(most) ? i : most;
        }

        return sum >= LeastToLearn && text.Usual(most) >= 0.8f * sum ? most : null;
    }

    private float MeanOf(in TextMeasure text, int at) => RateOf(text, at)?.Mean is > 0 and { } mean ? mean : 1;

    private static int IndexOf(in TextMeasure text, int at) => (at * CharKinds.Styles) + text.StyleOf((TextClass)at);

    private PromptRate? RateOf(in TextMeasure text, int at) => Volatile.Read(ref _rates[IndexOf(text, at)]);
}
