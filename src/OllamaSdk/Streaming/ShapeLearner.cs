using System.Text.Json;

namespace OllamaSdk.Streaming;

/// <summary>Finds the values of a line that vary.</summary>
internal static class ShapeLearner
{
    /// <param name="line">One JSON object.</param>
    /// <param name="varying">The paths of the members that may vary.</param>
    /// <returns>
    /// Their places; <see langword="null"/> where none is there, where a name is unusual or comes twice, and where an object of the line holds none of them: it would be
    /// the same object in every item, and whoever changed one would change all.
    /// </returns>
    public static ItemShape.Hole[]? HolesOf(ReadOnlySpan<byte> line, string[] varying)
    {
        var holes = new List<ItemShape.Hole>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(line);
        reader.Read();
        return Walk(ref reader, "", varying, holes, names) && holes.Count > 0
            && names.All(name => !name.EndsWith('.') || holes.Exists(hole => varying[hole.Member].StartsWith(name, StringComparison.Ordinal)))
            ? [.. holes] : null;
    }

    private static bool Walk(ref Utf8JsonReader reader, string prefix, string[] varying, List<ItemShape.Hole> holes, HashSet<string> names)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped)
            {
                return false;
            }

            var path = prefix + reader.GetString();
            reader.Read();
            if (!names.Add(path) || !Value(ref reader, path, varying, holes, names))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Value(ref Utf8JsonReader reader, string path, string[] varying, List<ItemShape.Hole> holes, HashSet<string> names)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                names.Add(path + ".");
                return Walk(ref reader, path + ".", varying, holes, names);
            case JsonTokenType.StartArray:
                for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
                {
                    if (!Value(ref reader, $"{path}[{index}]", varying, holes, names))
                    {
                        return false;
                    }
                }

                return true;
            case JsonTokenType.String or JsonTokenType.Number when Array.IndexOf(varying, path) is var member && member >= 0:
                var isText = reader.TokenType == JsonTokenType.String;
                var start = (int)reader.TokenStartIndex + (isText ? 1 : 0);
                holes.Add(new(start, start + reader.ValueSpan.Length, member, isText));
                return true;
            default:
                return true;
        }
    }
}
