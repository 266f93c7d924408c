using System.Text.Json;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>Where the values are in an input that is JSON, or holds some after other bytes.</summary>
internal sealed class JsonPlaces
{
    private readonly List<Place> _places = [];
    private readonly List<(int Start, int Whole)> _open = [];

    /// <summary>A value, and where its member begins; the same as the value's start in a list.</summary>
    public readonly record struct Place(int Start, int Length, int WholeStart);

    public Place Any(Random random) => _places[random.Next(_places.Count)];

    /// <summary>Looks from one of the braces on, until the JSON ends or breaks.</summary>
    public bool Find(ReadOnlySpan<byte> input, Random random)
    {
        _places.Clear();
        _open.Clear();
        var begin = input.IndexOf((byte)'{');
        for (var skips = random.Next(4); skips > 0 && begin >= 0 && input[(begin + 1)..].IndexOf("\n{"u8) is var next and >= 0; skips--)
        {
            begin += next + 2;
        }

        if (begin < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(input[begin..], isFinalBlock: false, default);
        var name = -1;
        try
        {
            while (reader.Read() && _places.Count < 200)
            {
                var start = begin + (int)reader.TokenStartIndex;
                var whole = name >= 0 ? name : start;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = start;
                        continue;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        _open.Add((start, whole));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var (from, its) = _open[^1];
                        _open.RemoveAt(_open.Count - 1);
                        _places.Add(new Place(from, begin + (int)reader.BytesConsumed - from, its));
                        break;
                    default:
                        _places.Add(new Place(start, begin + (int)reader.BytesConsumed - start, whole));
                        break;
                }

                name = -1;
            }
        }
        catch (JsonException)
        {
            // What was found before the break is enough.
        }

        return _places.Count > 0;
    }
}
