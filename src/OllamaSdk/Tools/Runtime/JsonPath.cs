using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Finds the path of a token by reading the text once more, so that readers keep no account of it.</summary>
internal static class JsonPath
{
    private const int MaxNameLength = 64;

    /// <summary>The path of the token that begins at <paramref name="position"/>; empty for the root.</summary>
    public static string At(ReadOnlySpan<byte> json, long position)
    {
        var reader = new Utf8JsonReader(json);
        var levels = new List<Level>();
        while (reader.Read() && reader.TokenStartIndex < position)
        {
            Advance(ref reader, levels);
        }

        // A name at fault belongs to the path; an end token belongs to the object or array itself, not to what would follow in it.
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            Advance(ref reader, levels);
        }
        else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && levels.Count > 0)
        {
            levels.RemoveAt(levels.Count - 1);
        }

        return Write(levels);
    }

    public static string Append(string path, string name)
    {
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
        {
            return $"{path}[\"{Shorten(name)}\"]";
        }

        return path.Length == 0 ? Shorten(name) : $"{path}.{Shorten(name)}";
    }

    private static void Advance(ref Utf8JsonReader reader, List<Level> levels)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                levels[^1] = new(Encoding.UTF8.GetString(reader.ValueSpan), 0);
                return;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                levels.Add(new(null, 0));
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.RemoveAt(levels.Count - 1);
                break;
        }

        // A value ended: in an array the next one has the next index.
        if (levels.Count > 0 && levels[^1].Name is null)
        {
            levels[^1] = new(null, levels[^1].Index + 1);
        }
    }

    private static string Write(List<Level> levels)
    {
        var path = "";
        foreach (var (name, index) in levels)
        {
            path = name is null ? string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]") : Append(path, name);
        }

        return path;
    }

    private static string Shorten(string name)
    {
        var text = name.Length > MaxNameLength ? name[..MaxNameLength] + "…" : name;
        return string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
    }

    /// <param name="Name">The member being read; <see langword="null"/> in an array.</param>
    /// <param name="Index">The index of the item being read.</param>
    private readonly record struct Level(string? Name, int Index);
}
