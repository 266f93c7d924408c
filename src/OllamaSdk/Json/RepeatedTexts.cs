using System.Text.Json;

namespace OllamaSdk.Streaming;

/// <summary>Texts that are the same in every item of a stream (the model's name, an id): one copy of each serves them all.</summary>
internal sealed class RepeatedTexts
{
    private const int Size = 4;

    private readonly byte[]?[] _utf8;
    private readonly string[] _texts;
    private int _next;

    public RepeatedTexts()
        : this(Size)
    {
    }

    private RepeatedTexts(int size) => (_utf8, _texts) = (new byte[size][], new string[size]);

    /// <summary>For one item alone: nothing comes again.</summary>
    public static RepeatedTexts None { get; } = new(0);

    public string Read(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped || _texts.Length == 0)
        {
            return reader.GetString()!;
        }

        var bytes = reader.ValueSpan;
        for (var i = 0; i < Size && _utf8[i] is { } known; i++)
        {
            if (bytes.SequenceEqual(known))
            {
                return _texts[i];
            }
        }

        var text = reader.GetString()!;
        _utf8[_next] = bytes.ToArray();
        _texts[_next] = text;
        _next = (_next + 1) % Size;
        return text;
    }
}
