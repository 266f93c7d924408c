using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.CompilerServices;

public static partial class JsonRead
{
    /// <summary>Reads a member's name as a key.</summary>
    /// <param name="reader">Stands on the name.</param>
    /// <param name="expected">What it should be, such as "a whole number".</param>
    public static T Key<T>(ref Utf8JsonReader reader, string expected)
        where T : IParsable<T> =>
        T.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out var key) ? key : throw Refuse(ref reader, expected);

    /// <summary>Reads any value.</summary>
    public static JsonElement Element(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    /// <summary>Reads any value but null.</summary>
    public static JsonNode Node(ref Utf8JsonReader reader) => AnyNode(ref reader) ?? throw Refuse(ref reader, "a value");

    /// <summary>Reads an object. Of members with the same name the last counts.</summary>
    public static JsonObject Object(ref Utf8JsonReader reader)
    {
        BeginObject(ref reader);
        var node = new JsonObject();
        while (NextMember(ref reader))
        {
            var name = reader.GetString()!;
            reader.Read();
            node[name] = AnyNode(ref reader);
        }

        return node;
    }

    /// <summary>Reads an array.</summary>
    public static JsonArray Array(ref Utf8JsonReader reader)
    {
        BeginArray(ref reader);
        var node = new JsonArray();
        while (NextItem(ref reader))
        {
            node.Add(AnyNode(ref reader));
        }

        return node;
    }

    // JsonNode.Parse puts off the members and then throws for a name that stands there twice, in the middle of the user's code.
    private static JsonNode? AnyNode(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.StartObject => Object(ref reader),
        JsonTokenType.StartArray => Array(ref reader),
        JsonTokenType.String => TextNode(ref reader),
        _ => JsonValue.Create(JsonElement.ParseValue(ref reader)),
    };

    // A text that is no Unicode would throw only when the user's code looks at it.
    private static JsonValue? TextNode(ref Utf8JsonReader reader)
    {
        _ = reader.GetString();
        return JsonValue.Create(JsonElement.ParseValue(ref reader));
    }
}
