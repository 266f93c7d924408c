using OllamaSdk.OpenApi.Model;

namespace OllamaSdk.OpenApi.Emission;

/// <summary>
/// Straight-line readers for what streams deliver. They read the usual forms and give up at anything else (an unknown member, an
/// <c>error</c>, a wrong type), whereupon System.Text.Json reads the same bytes and alone decides what they mean.
/// </summary>
internal static class QuickReaderWriter
{
    private const string ListPrefix = "IReadOnlyList<";
    private const string StreamPrefix = "IAsyncEnumerable<";

    /// <summary>The records that streams of this description deliver, and those inside them.</summary>
    public static IReadOnlyList<RecordType> Readable(ApiDescription api)
    {
        var records = api.Types.OfType<RecordType>().ToDictionary(type => type.Name, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(api.Interfaces.SelectMany(type => type.Methods).Select(method => method.ReturnType).Where(IsStream).Select(ItemOf));
        while (open.TryDequeue(out var name))
        {
            if (records.TryGetValue(name, out var record) && found.Add(name))
            {
                record.Properties.Select(property => ElementOf(property.Type)).ToList().ForEach(open.Enqueue);
            }
        }

        return [.. found.Order(StringComparer.Ordinal).Select(name => records[name])];
    }

    public static string Write(ApiDescription api, RecordType type)
    {
        var readable = Readable(api).Select(record => record.Name).ToHashSet(StringComparer.Ordinal);
        var openStrings = api.Types.OfType<OpenStringType>().Select(text => text.Name).ToHashSet(StringComparer.Ordinal);
        var writer = new CodeWriter().Header(api.Source, type.Pointer)
            .Line("using System.Text.Json;")
            .Line("using OllamaSdk.Json;")
            .Line("using OllamaSdk.Streaming;")
            .Line()
            .Line($"namespace {api.Namespace};")
            .Line()
            .Open($"public sealed partial record {type.Name}");
        if (api.Interfaces.SelectMany(i => i.Methods).Any(method => IsStream(method.ReturnType) && ItemOf(method.ReturnType) == type.Name))
        {
            writer.Line("static IStreamItem? IStreamItem.TryRead(ref Utf8JsonReader reader, RepeatedTexts texts) => TryRead(ref reader, texts);").Line();
        }

        writer
            .Line("// Null where the form is unusual: the serializer then reads the same bytes.")
            .Open($"internal static {type.Name}? TryRead(ref Utf8JsonReader reader, RepeatedTexts texts)")
            .Line($"var value = new {type.Name}();")
            .Open("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)");
        var first = true;
        foreach (var property in type.Properties)
        {
            if (Statements(property, api.Namespace, readable, openStrings) is { Length: > 0 } statements)
            {
                writer.Open($"{(first ? "" : "else ")}if (reader.ValueTextEquals({Literal.Of(property.WireName)}u8))");
                Array.ForEach(statements, statement => writer.Line(statement));
                writer.Close();
                first = false;
            }
        }

        return writer.Open("else").Line("return null;").Close().Close().Line()
            .Line("return reader.TokenType == JsonTokenType.EndObject ? value : null;")
            .Close().Close().ToString();
    }

    private static string[] Statements(RecordProperty property, string ns, HashSet<string> readable, HashSet<string> openStrings)
    {
        var target = $"value.{property.Name}";
        var element = ElementOf(property.Type);
        // A property may have the name of its type.
        var type = $"global::{ns}.{element}";
        var isList = property.Type.StartsWith(ListPrefix, StringComparison.Ordinal);
        return property.Type switch
        {
            "string" => [$"if (!QuickJson.TryText(ref reader, {(property.Repeats ? "texts" : "null")}, out var text))", "{", "    return null;", "}", "", $"{target} = text;"],
            "bool" or "int" or "long" or "double" or "float" or "DateTimeOffset" or "JsonElement" =>
                [$"if (!QuickJson.TryValue(ref reader, out {property.Type}? plain))", "{", "    return null;", "}", "", $"{target} = plain;"],
            _ when openStrings.Contains(property.Type) =>
                ["if (!QuickJson.TryMove(ref reader, JsonTokenType.String, out var isNull))", "{", "    return null;", "}", "", $"{target} = isNull ? default({type}?) : {type}.ReadFrom(ref reader);"],
            _ when isList && readable.Contains(element) =>
                [$"if (!QuickJson.TryList(ref reader, texts, {type}.TryRead, out var list))", "{", "    return null;", "}", "", $"{target} = list;"],
            _ when readable.Contains(property.Type) =>
                [
                    "if (!QuickJson.TryMove(ref reader, JsonTokenType.StartObject, out var isNull))", "{", "    return null;", "}", "",
                    $"{target} = isNull ? null : {type}.TryRead(ref reader, texts);", $"if (!isNull && {target} is null)", "{", "    return null;", "}",
                ],
            _ => [],
        };
    }

    private static bool IsStream(string type) => type.StartsWith(StreamPrefix, StringComparison.Ordinal);

    private static string ItemOf(string type) => type[StreamPrefix.Length..^1];

    private static string ElementOf(string type) => type.StartsWith(ListPrefix, StringComparison.Ordinal) ? type[ListPrefix.Length..^1] : type;
}
