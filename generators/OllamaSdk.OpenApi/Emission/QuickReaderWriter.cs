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

    /// <param name="api">The description of the type.</param>
    /// <param name="type">The record to read.</param>
    /// <param name="all">All descriptions: an open string of one may be named by another.</param>
    /// <param name="kinds">Where the properties keep what was read.</param>
    public static string Write(ApiDescription api, RecordType type, IReadOnlyList<ApiDescription> all, MemberKinds kinds)
    {
        var readable = Readable(api).ToDictionary(record => record.Name, record => $"global::{api.Namespace}.{record.Name}", StringComparer.Ordinal);
        var openStrings = all.SelectMany(one => one.Types.OfType<OpenStringType>().Select(text => (one.Namespace, text.Name)))
            .ToDictionary(text => text.Name, text => $"global::{text.Namespace}.{text.Name}", StringComparer.Ordinal);
        var writer = new CodeWriter().Header(api.Source, type.Pointer)
            .Line("using System.Runtime.CompilerServices;")
            .Line("using System.Text.Json;")
            .Line("using OllamaSdk.Json;")
            .Line("using OllamaSdk.Streaming;")
            .Line()
            .Line($"namespace {api.Namespace};")
            .Line()
            .Open($"public sealed partial record {type.Name}");
        var isItem = api.Interfaces.SelectMany(i => i.Methods).Any(method => IsStream(method.ReturnType) && ItemOf(method.ReturnType) == type.Name);
        writer
            .Line("// Null where the form is unusual: the serializer then reads the same bytes.")
            .Open(isItem
                ? "static IStreamItem? IStreamItem.TryRead(ref Utf8JsonReader reader, RepeatedTexts texts)"
                : $"internal static {type.Name}? TryRead(ref Utf8JsonReader reader, RepeatedTexts texts)")
            .Line($"var value = new {type.Name}();");
        if (SharedPartWriter.IsFor(type))
        {
            writer.Line("var shared = value._shared = new Shared();");
        }

        writer
            .Open("while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)");
        writer.Open("if (!QuickJson.TryName(ref reader, out var name))").Line("return null;").Close().Line();
        var first = true;
        foreach (var property in type.Properties)
        {
            writer.Open($"{(first ? "" : "else ")}if (name.SequenceEqual({Literal.Of(property.WireName)}u8))");
            Array.ForEach(Statements(property, TargetOf(kinds, type, property), readable, openStrings), statement => writer.Line(statement));
            writer.Close();
            first = false;
        }

        return writer.Open("else").Line("return null;").Close().Close().Line()
            .Line("return reader.TokenType == JsonTokenType.EndObject ? value : null;")
            .Close()
            .VaryingMembers(api, type, isItem, kinds)
            .Close().ToString();
    }

    // What is read here holds no nulls to look for, nor another form.
    private static string TargetOf(MemberKinds kinds, RecordType type, RecordProperty property) =>
        property.WireType is not null ? $"value.{property.Name}"
        : SharedPartWriter.Holds(type, property) ? $"shared.{kinds.Stored(type, property)}"
        : kinds.MayHoldNulls(type, property) ? $"value.{RecordWriter.Field(property)}"
        : $"value.{kinds.Stored(type, property)}";

    private static string[] Statements(
        RecordProperty property, string target, IReadOnlyDictionary<string, string> readable, IReadOnlyDictionary<string, string> openStrings)
    {
        var isList = property.Type.StartsWith(ListPrefix, StringComparison.Ordinal);
        return property.Type switch
        {
            "string" => [.. Unless($"QuickJson.TryText(ref reader, {(property.Repeats ? "texts" : "null")}, out var text)"), $"{target} = text;"],
            "JsonElement" when property.Converter is not null => [.. Unless("QuickJson.TryObject(ref reader, out var plain)"), $"{target} = plain;"],
            "bool" or "int" or "long" or "double" or "DateTimeOffset" or "JsonElement" =>
                [.. Unless($"QuickJson.TryValue(ref reader, out {property.Type}? plain)"), $"{target} = plain;"],
            _ when openStrings.TryGetValue(property.Type, out var text) =>
                [.. Unless("QuickJson.TryMove(ref reader, JsonTokenType.String, out var isNull)"), $"{target} = isNull ? default({text}?) : {text}.ReadFrom(ref reader);"],
            _ when isList && readable.TryGetValue(ElementOf(property.Type), out var element) =>
                [.. Unless($"QuickJson.TryList(ref reader, texts, {element}.TryRead, out var list)"), $"{target} = list;"],
            _ when readable.TryGetValue(property.Type, out var record) =>
                [
                    .. Unless("QuickJson.TryMove(ref reader, JsonTokenType.StartObject, out var isNull)"),
                    $"{target} = isNull ? null : {record}.TryRead(ref reader, texts);", .. Unless($"isNull || {target} is not null"),
                ],
            // Unions, maps and the like are the serializer's; only their absence is usual here.
            _ => [.. Unless("QuickJson.TryNull(ref reader)"), $"{target} = null;"],
        };
    }

    private static string[] Unless(string condition) => [$"if (!({condition}))", "{", "    return null;", "}", ""];

    private static bool IsStream(string type) => type.StartsWith(StreamPrefix, StringComparison.Ordinal);

    private static string ItemOf(string type) => type[StreamPrefix.Length..^1];

    internal static string ElementOf(string type) => type.StartsWith(ListPrefix, StringComparison.Ordinal) ? type[ListPrefix.Length..^1] : type;
}
