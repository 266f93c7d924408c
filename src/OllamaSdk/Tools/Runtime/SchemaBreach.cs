using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Tells in words, and by a path, how JSON differs from its schema.</summary>
internal static class SchemaBreach
{
    private const int MaxWords = 200;

    // Text that is no Unicode (half a surrogate pair, bytes that are no UTF-8) makes Utf8JsonReader throw this. System.Text.Json marks it
    // so for its own serializer, which tells it from a user's exception in the same way.
    private const string UnreadableText = "System.Text.Json.Rethrowable";

    /// <summary>Whether an exception that came out of a generated reader is about the JSON, and not about the user's own code.</summary>
    public static bool IsBreach(Exception exception) =>
        exception is JsonException || (exception is InvalidOperationException && exception.Source == UnreadableText);

    /// <summary>A sentence for the model.</summary>
    public static string Describe(Exception exception, ReadOnlySpan<byte> json)
    {
        if (exception is not SchemaBreachException breach)
        {
            return exception is not JsonException fault ? "arguments hold text that is not valid Unicode"
                : JsonFault.Of(json) is { } problem ? $"arguments are not valid JSON: {problem}"
                : $"arguments: {JsonFault.WordsOf(fault)}";
        }

        var path = Path(breach, json);
        return path.Length == 0 ? $"arguments: {breach.Problem}" : $"argument '{path}'{(breach.Member is null ? ": " : " ")}{breach.Problem}";
    }

    /// <summary>The words of what a constructor or a setter threw: its first line, without what only its author knows.</summary>
    public static string WordsOf(Exception exception)
    {
        var words = exception.Message.AsSpan();
        words = words[..(words.IndexOfAny('\r', '\n') is var end and >= 0 ? end : words.Length)];
        words = words[..(words.LastIndexOf(" (Parameter '") is var parameter and >= 0 ? parameter : words.Length)].Trim();
        return words.IsEmpty ? $"refused by {exception.GetType().Name}" : words.Length > MaxWords ? $"{words[..MaxWords]}…" : words.ToString();
    }

    /// <summary>Where the breach is, such as <c>order.items[2].price</c>; empty for the root.</summary>
    public static string Path(SchemaBreachException breach, ReadOnlySpan<byte> json)
    {
        var path = JsonPath.At(json, breach.Position);
        return breach.Member is null ? path : JsonPath.Append(path, breach.Member);
    }
}
