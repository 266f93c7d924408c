using System.Text;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>
/// The arguments of a call, in the forms in which servers and models write them, and in the one in which they are sent. Servers parse those of a
/// conversation, and refuse the whole of it where they are no object; what a model got wrong is then kept inside one, for the model to see.
/// </summary>
internal static class CallArguments
{
    private const string Nothing = "{}";

    // JSON text inside a JSON text is a slip; more of it is something else.
    private const int MaxWrappings = 2;

    /// <summary>Whether it is one of the ways in which servers word the arguments of a call that has none. PHP's empty object is a list.</summary>
    public static bool AreAbsent(string? text) => text.AsSpan().Trim() switch
    {
        "" or "null" => true,
        ['[', .. var items, ']'] => items.IsWhiteSpace(),
        _ => false,
    };

    /// <summary>The object's text where that was put into a JSON text once more; any other text as it is.</summary>
    public static string? Unwrap(string? text)
    {
        var inner = text;
        for (var wrappings = 0; wrappings < MaxWrappings && inner.AsSpan().TrimStart() is ['"', ..]; wrappings++)
        {
            inner = TextIn(inner!);
        }

        return inner is null || ReferenceEquals(inner, text) || !(AreAbsent(inner) || inner.AsSpan().TrimStart() is ['{', ..]) ? text : inner;
    }

    /// <summary>The text itself where it is an object.</summary>
    public static string ToObjectText(string? text)
    {
        text = Unwrap(text);
        if (AreAbsent(text))
        {
            return Nothing;
        }

        var utf8 = Encoding.UTF8.GetBytes(text!);
        return IsObject(utf8) ? text! : $"{{\"arguments\":\"{JsonEncodedText.Encode(utf8)}\"}}";
    }

    /// <summary>The same for arguments that are JSON already.</summary>
    public static JsonElement ToObject(JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Object)
        {
            return arguments;
        }

        using var document = JsonDocument.Parse(ToObjectText(arguments.GetRawText()));
        return document.RootElement.Clone();
    }

    private static string? TextIn(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not whole, or half of a surrogate pair.
            return null;
        }
    }

    private static bool IsObject(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
