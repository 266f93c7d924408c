namespace OllamaSdk.Prompting;

/// <summary>A prompt as it is read, part by part: how much text of which kind it has, and whether it goes on from an earlier one.</summary>
/// <param name="traces">The earlier prompts of the model.</param>
internal struct PromptReading(PromptTrace?[] traces)
{
    private const int BeginningLength = 64;

    /// <summary>The text that is in the prompt by all that is known.</summary>
    public TextMeasure Text;

    /// <summary>The rest: what a template may leave out, or write in a form of its own.</summary>
    public TextMeasure Loose;

    /// <summary>Of <see cref="Text"/> what <see cref="Earlier"/> had.</summary>
    public TextMeasure Before;

    private ulong _hash = TextHash.Seed;
    private bool _mayChange;

    /// <summary>The longest earlier prompt that this one begins with.</summary>
    public PromptTrace? Earlier { get; private set; }

    /// <summary>Pictures and the like: tokens that nothing here can count.</summary>
    public int Images { get; set; }

    /// <summary>How many parts (messages) were read.</summary>
    public int Parts { get; private set; }

    /// <summary>What the whole prompt is known by; <see langword="null"/> where a longer one need not begin with it.</summary>
    public readonly ulong? Hash => _mayChange ? null : _hash;

    /// <summary>What the first words are known by: where an earlier prompt had the same, the server may have more of it in its cache.</summary>
    public ulong Beginning { get; private set; }

    /// <summary>Text that every template puts in as it is: what a person or the model has said.</summary>
    public void AddSure(string? text) => Add(text, isProvable: true);

    /// <summary>Text that hardly any template leaves out.</summary>
    public void AddUsual(string? text) => Add(text, isProvable: false);

    /// <summary>Text that may be in the prompt, or not, or in another form.</summary>
    public void AddLoose(string? text)
    {
        Loose.Add(text, isProvable: false);
        Know(text);
    }

    /// <summary>The same of JSON, by its length.</summary>
    public void AddLoose(int length)
    {
        Loose.AddJson(length);
        _hash = TextHash.Add(_hash, (ulong)length);
    }

    /// <summary>Something that decides on the prompt and is no text of it.</summary>
    public void Know(int value) => _hash = TextHash.Add(_hash, (ulong)value);

    /// <summary>The same, of what is a text by itself.</summary>
    public void Know(ReadOnlySpan<char> text) => _hash = TextHash.Add(_hash, text);

    /// <summary>From here on, a longer prompt may leave out what this one holds: templates drop earlier thinking.</summary>
    public void MayChange() => _mayChange = true;

    /// <summary>Something whose tokens nothing here can count, and which a longer prompt may leave out.</summary>
    public void AddUnknown()
    {
        Images++;
        _mayChange = true;
    }

    /// <summary>Ends a part, such as a message.</summary>
    public void EndPart()
    {
        Parts++;
        if (_mayChange)
        {
            return;
        }

        foreach (var trace in traces)
        {
            if (trace is not null && trace.Parts == Parts && trace.Hash == _hash)
            {
                Earlier = trace;
                Before = Text;
            }
        }
    }

    /// <summary>What goes into a reading that goes on from here.</summary>
    public readonly PromptSoFar SoFar => new()
    {
        Text = Text,
        Loose = Loose,
        Hash = _hash,
        MayChange = _mayChange,
        Images = Images,
        Beginning = Beginning,
        Parts = Parts,
    };

    /// <summary>Goes on from where another reading was.</summary>
    /// <param name="soFar">What it had read; the same as this one would have.</param>
    public void GoOn(PromptSoFar soFar)
    {
        (Text, Loose, _hash, _mayChange) = (soFar.Text, soFar.Loose, soFar.Hash, soFar.MayChange);
        (Images, Beginning, Parts) = (soFar.Images, soFar.Beginning, soFar.Parts);
    }

    /// <summary>The earlier prompt that the parts before this begin with, as <see cref="EndPart"/> would have found it.</summary>
    /// <param name="hashes">Of each part, what the prompt was known by behind it; not of those with which it may change.</param>
    public readonly PromptTrace? LongestIn(ReadOnlySpan<ulong> hashes)
    {
        PromptTrace? longest = null;
        foreach (var trace in traces)
        {
            if (trace is { Parts: > 0 } && trace.Parts <= hashes.Length && hashes[trace.Parts - 1] == trace.Hash && trace.Parts >= (longest?.Parts ?? 0))
            {
                longest = trace;
            }
        }

        return longest;
    }

    /// <summary>Takes over what <see cref="LongestIn"/> found.</summary>
    /// <param name="trace">The earlier prompt.</param>
    /// <param name="text">The text up to its end.</param>
    public void BeginsWith(PromptTrace trace, in TextMeasure text) => (Earlier, Before) = (trace, text);

    private void Add(string? text, bool isProvable)
    {
        Text.Add(text, isProvable);
        Know(text);
        if (Beginning == 0 && !string.IsNullOrEmpty(text))
        {
            Beginning = TextHash.Add(TextHash.Seed, text.AsSpan(0, Math.Min(text.Length, BeginningLength)));
        }
    }
}
