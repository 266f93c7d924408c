using System.Buffers;
using System.Text;
using System.Text.Json;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Schemas;

/// <summary>
/// A JSON schema in few words: <c>name, age int, tags string[], kind a|b|c, nick?: what friends say</c>. An object with these members, and no others.
/// </summary>
internal static class ShortSchema
{
    private const string Types = "string, int, number, bool, words of a choice (a|b|c), each of them as a list ([]) or left out at will (?)";

    private static readonly char[] s_separators = [',', '\n'];

    /// <exception cref="UsageException">It is no such text; the message says where.</exception>
    public static string ToJson(string text)
    {
        var fields = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToArray();
        if (fields.Length == 0)
        {
            throw new UsageException($"--schema names no member; write it as in \"name, age int\". There are {Types}.");
        }

        if (fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"--schema names '{twice.Key}' twice.");
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, fields);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, Field[] fields)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var field in fields)
        {
            writer.WriteStartObject(field.Name);
            if (field.Words.Length > 0)
            {
                writer.WriteString("description", field.Words);
            }

            if (field.IsList)
            {
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                WriteType(writer, field);
                writer.WriteEndObject();
            }
            else
            {
                WriteType(writer, field);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var field in fields.Where(field => !field.MayBeAbsent))
        {
            writer.WriteStringValue(field.Name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, Field field)
    {
        writer.WriteString("type", field.Choice.Length > 0 ? "string" : field.Type);
        if (field.Choice.Length > 0)
        {
            writer.WriteStartArray("enum");
            Array.ForEach(field.Choice, writer.WriteStringValue);
            writer.WriteEndArray();
        }
    }

    private static Field Read(string text)
    {
        var (head, words) = text.Split(':', 2) is [var before, var after] ? (before, after.Trim()) : (text, "");
        var parts = head.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ([_] or [_, _]))
        {
            throw new UsageException($"--schema: '{text}' is not a name and a type.");
        }

        var (name, type) = (parts[0], parts.Length == 2 ? parts[1] : "string");
        var mayBeAbsent = Cut(ref type, "?") | Cut(ref name, "?");
        var isList = Cut(ref type, "[]") | Cut(ref name, "[]");
        if (name.Length == 0 || !name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-'))
        {
            throw new UsageException($"--schema: '{name}' is no name of a member; it has letters, digits, _ and -. A file with a schema is @FILE, or ends with .json.");
        }

        var choice = type.Contains('|', StringComparison.Ordinal) ? type.Split('|') : [];
        return choice.Contains("")
            ? throw new UsageException($"--schema: '{type}' has an empty word among its choice.")
            : new(name, choice.Length > 0 ? "string" : TypeOf(type), choice, isList, mayBeAbsent, words);
    }

    private static string TypeOf(string type) => type switch
    {
        "string" or "str" or "text" => "string",
        "int" or "integer" => "integer",
        "number" or "float" or "double" => "number",
        "bool" or "boolean" => "boolean",
        _ => throw new UsageException($"--schema: there is no type '{type}'; there are {Types}."),
    };

    private static bool Cut(ref string text, string ending)
    {
        var has = text.EndsWith(ending, StringComparison.Ordinal);
        text = has ? text[..^ending.Length] : text;
        return has;
    }

    private sealed record Field(string Name, string Type, string[] Choice, bool IsList, bool MayBeAbsent, string Words);
}
