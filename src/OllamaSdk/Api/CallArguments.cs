using System.Text;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>
/// The arguments of a call in a conversation that is sent. Servers parse them, and refuse the whole conversation where they are no object; what
/// a model got wrong is then kept inside one, for the model to see.
/// </summary>
internal static class CallArguments
{
    private const string Nothing = "{}";

    /// <summary>Whether it is one of the ways in which servers word the arguments of a call that has none.</summary>
    public static bool AreAbsent(string? text) => text.AsSpan().Trim() is "" or "null";

    /// <summary>The text itself where it is an object.</summary>
    public static string ToObjectText(string? text)
    {
        if (AreAbsent(text))
        {
            return Nothing;
        }

        var utf8 = Encoding.UTF8.GetBytes(text!);
        return IsObject(utf8) ? text! : $"{{\"arguments\":\"{JsonEncodedText.Encode(utf8)}\"}}";
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
