using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OllamaSdk.OpenApi.Reading;

/// <summary>Turns YAML into JSON, because the OpenAPI reader takes JSON, and keeps the line of each part.</summary>
internal sealed class YamlToJson
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Lines => _lines;

    /// <exception cref="YamlException">The text is not YAML; the exception has the line.</exception>
    public JsonNode? Convert(string yaml)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(yaml));
        try
        {
            stream.Load(parser);
        }
        catch (InvalidOperationException exception)
        {
            // YamlDotNet's scanner gives up this way on an open brace; the last event it saw is near.
            var mark = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(mark, mark, "A brace, bracket or quote near here is not closed.", exception);
        }

        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, "");
    }

    private JsonNode? Convert(YamlNode node, string pointer)
    {
        _lines.TryAdd(pointer, (int)node.Start.Line);
        switch (node)
        {
            case YamlMappingNode mapping:
                var result = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    var name = (key as YamlScalarNode)?.Value
                        ?? throw new YamlException(key.Start, key.End, "A key must be a text; JSON has no other keys.");
                    var child = JsonPointer.Append(pointer, name);
                    _lines[child] = (int)key.Start.Line;
                    result.Add(name, Convert(value, child));
                }

                return result;
            case YamlSequenceNode sequence:
                var items = new JsonArray();
                foreach (var item in sequence.Children)
                {
                    items.Add(Convert(item, JsonPointer.Append(pointer, items.Count.ToString(CultureInfo.InvariantCulture))));
                }

                return items;
            default:
                return Convert((YamlScalarNode)node);
        }
    }

    /// <summary>The JSON value of a scalar by the core schema of YAML 1.2; whatever is quoted is a string.</summary>
    private static JsonValue? Convert(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain)
        {
            return JsonValue.Create(text);
        }

        if (text is "" or "~" or "null")
        {
            return null;
        }

        if (text is "true" or "false")
        {
            return JsonValue.Create(text == "true");
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? JsonValue.Create(integer)
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
