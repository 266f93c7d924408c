using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>Makes of a JSON object another one that is like it: members gone, new, twice, renamed, of other forms; the text written otherwise; bytes broken.</summary>
internal sealed class JsonMutator(Random random, IReadOnlyList<string> seeds)
{
    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "1", "-1", "3.0", "1.5e9", "0.5", "-0.0", "1e999", "2147483648", "9223372036854775807", "9223372036854775808", "\"\"", "\"a\"", "\"42\"", "\"stop\"",
        "\"\\ud800\"", "\"\\u00e9\\ud83d\\ude00\"", "\"é😀\"", "\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00\"", "\"2024-05-01 10:00:00\"", "\"2026-08-21T10:11:12.123456789-07:00\"",
        "[]", "[null]", "[{}]", "[1]", "[\"a\"]", "[[1]]", "{}", "{\"a\":1}", "{\"content\":\"x\"}", "{\"name\":\"f\",\"arguments\":{}}", "{\"name\":\"f\",\"arguments\":\"{}\"}",
        "[{\"index\":0,\"delta\":{\"content\":\"b\"}}]", "[{\"token\":\"a\",\"logprob\":-1,\"bytes\":[97],\"top_logprobs\":[]}]", "[[[[[[[[[[[[]]]]]]]]]]]]",
    ];

    private readonly string[] _names = [.. seeds.SelectMany(NamesOf).Append("error").Append("x_new").Append("").Distinct()];

    public byte[] Mutate(string line)
    {
        var text = line;
        if (random.Next(5) > 0)
        {
            var root = JsonNode.Parse(line)!.AsObject();
            for (var changes = random.Next(4); changes > 0; changes--)
            {
                Change(root);
            }

            var builder = new StringBuilder();
            Write(builder, root);
            text = builder.ToString();
        }

        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var breaks = random.Next(4) == 0 ? random.Next(1, 3) : 0; breaks > 0 && bytes.Count > 0; breaks--)
        {
            Break(bytes);
        }

        return [.. bytes];
    }

    private static IEnumerable<string> NamesOf(string line) => Objects(JsonNode.Parse(line)).SelectMany(node => node.Select(member => member.Key));

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private bool OneIn(int count) => random.Next(count) == 0;

    private void Change(JsonObject root)
    {
        var members = Any([.. Objects(root)]);
        var name = members.Count > 0 && !OneIn(4) ? Any([.. members.Select(member => member.Key)]) : Any(_names);
        switch (random.Next(6))
        {
            case 0:
                members.Remove(name);
                break;
            case 1 or 2:
                members[name] = JsonNode.Parse(Any(s_values));
                break;
            case 3:
                members[Any(_names)] = members[name]?.DeepClone();
                break;
            case 4:
                members[name] = new JsonArray(members[name]?.DeepClone(), members[name]?.DeepClone());
                break;
            default:
                var moved = members[name]?.DeepClone();
                members.Remove(name);
                members[OneIn(2) ? name : Any(_names)] = moved;
                break;
        }
    }

    private void Write(StringBuilder text, JsonNode? node)
    {
        Blank(text);
        switch (node)
        {
            case JsonObject members:
                Join(text, '{', '}', members.SelectMany(member => OneIn(60) ? new[] { (member.Key, JsonNode.Parse(Any(s_values))), (member.Key, member.Value) } : [(member.Key, member.Value)]), member =>
                {
                    WriteText(text, member.Key);
                    text.Append(':');
                    Write(text, member.Item2);
                });
                break;
            case JsonArray items:
                Join(text, '[', ']', items, item => Write(text, item));
                break;
            default:
                WriteValue(text, node?.GetValue<JsonElement>().GetRawText() ?? "null");
                break;
        }

        Blank(text);
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            text.Append(first ? "" : ",");
            write(item);
            first = false;
        }

        text.Append(close);
    }

    private void WriteValue(StringBuilder text, string raw) => text.Append((raw[0], OneIn(12)) switch
    {
        (>= '0' and <= '9', true) => Any([raw + ".0", raw + "e0", raw + "0", $"\"{raw}\"", raw + ".5", "-" + raw]),
        ('"', true) => raw[..1] + "\\u0061" + raw[1..],
        _ => raw,
    });

    private void WriteText(StringBuilder text, string name)
    {
        var quoted = JsonSerializer.Serialize(name, LlmJson.Options.GetTypeInfo(typeof(string)));
        text.Append(name.Length > 0 && OneIn(80) ? $"\"\\u{(int)name[0]:x4}{quoted[2..]}" : quoted);
    }

    private void Blank(StringBuilder text) => text.Append(OneIn(50) ? Any([" ", "\t", "\r", "  "]) : "");

    private void Break(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes.RemoveAt(at);
                break;
            case 2:
                bytes.Insert(at, Any("{}[]\",:\\ 0-.etn\u007f"u8.ToArray()));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(bytes.Count - at)));
                break;
            default:
                bytes.InsertRange(at, Any<byte[]>([[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0], [0xE2, 0x80, 0xA8]]));
                break;
        }
    }
}
