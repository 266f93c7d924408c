using System.Text;
using System.Text.Json;

namespace OllamaSdk.OpenAI;

/// <summary>Log probabilities of the completions route, which have many forms: lists one after the other, objects member by member.</summary>
internal static class JoinedJson
{
    /// <returns><see langword="null"/> where there is no part.</returns>
    public static JsonElement? Of(IReadOnlyList<JsonElement> parts)
    {
        if (parts.Count < 2)
        {
            return parts.Count == 0 ? null : parts[0];
        }

        var text = new StringBuilder();
        try
        {
            Append(text, parts);
        }
        catch (InvalidOperationException)
        {
            // A name that is no text (half a surrogate pair) cannot be compared with another.
            return parts[^1];
        }

        using var document = JsonDocument.Parse(text.ToString());
        return document.RootElement.Clone();
    }

    private static void Append(StringBuilder text, IReadOnlyList<JsonElement> parts)
    {
        if (parts.All(part => part.ValueKind == JsonValueKind.Array))
        {
            text.Append('[').AppendJoin(',', parts.SelectMany(part => part.EnumerateArray()).Select(item => item.GetRawText())).Append(']');
        }
        else if (parts.All(part => part.ValueKind == JsonValueKind.Object))
        {
            text.Append('{');
            var separator = "";
            foreach (var member in parts.SelectMany(part => part.EnumerateObject()).GroupBy(member => member.Name, member => member.Value, StringComparer.Ordinal))
            {
                text.Append(separator).Append('"').Append(JsonEncodedText.Encode(member.Key)).Append("\":");
                Append(text, [.. member]);
                separator = ",";
            }

            text.Append('}');
        }
        else
        {
            // No parts of one thing: the last says it.
            text.Append(parts[^1].GetRawText());
        }
    }
}
