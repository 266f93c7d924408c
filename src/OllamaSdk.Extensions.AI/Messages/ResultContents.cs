using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>What a function gave back, as the model reads it.</summary>
internal static class ResultContents
{
    /// <summary>The text, and the pictures beside it. Texts are sent as they are, everything else as JSON.</summary>
    /// <exception cref="ArgumentException">The result has a type that nobody knows how to write.</exception>
    public static (string Text, IReadOnlyList<AIContent> Others) Read(object? result) => result switch
    {
        null => ("", []),
        string text => (text, []),
        // A function's JSON text is what it said; in quotes a model would read it with its escapes.
        JsonElement { ValueKind: JsonValueKind.String } text => (text.GetString()!, []),
        TextContent text => (text.Text, []),
        AIContent one => ("", [one]),
        IEnumerable<AIContent> contents => Read(contents),
        _ => (ValueJson.Text(result), []),
    };

    private static (string Text, IReadOnlyList<AIContent> Others) Read(IEnumerable<AIContent> contents)
    {
        var text = new StringBuilder();
        List<AIContent> others = [];
        foreach (var content in contents)
        {
            if (content is TextContent { Text: var words })
            {
                text.Append(words);
            }
            else
            {
                others.Add(content);
            }
        }

        return (text.ToString(), others);
    }
}
