using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OllamaSdk.Tests.Streaming;

namespace OllamaSdk.Tests.Fuzz;

/// <summary>Streams in any pieces, whole or cut anywhere, through the clients: the same items and the same end as a plain reading of all bytes at once.</summary>
public sealed class FramingFuzzTests
{
    private const int Streams = 3000;

    private static readonly string[] s_texts = ["a", "é", "😀", "\u2028", "", "data: x", "\\n"];

    [Theory]
    [InlineData(31)]
    public Task Lines(int seed) => Each(seed, LineBody, PlainLines, async (body, pieces) =>
    {
        using var handler = new StubHandler(() => new PieceStream(pieces, Sometimes(body)));
        await using var client = handler.Create();
        return await ReadAsync(client.Stream(), item => item.Message.Content);
    });

    [Theory]
    [InlineData(32)]
    public Task Events(int seed) => Each(seed, EventBody, PlainEvents, async (body, pieces) =>
    {
        using var handler = new StubHandler(() => new PieceStream(pieces, Sometimes(body)), contentType: V1.EventStream);
        await using var client = handler.CreateV1();
        return await ReadAsync(client.Stream(), chunk => chunk.Choices is [var choice, ..] ? choice.Delta.Content : "-");
    });

    private static byte[] LineBody(Random random)
    {
        var body = new StringBuilder(random.Next(5) == 0 ? "\uFEFF" : "");
        for (var left = random.Next(6); left >= 0; left--)
        {
            body.Append(Any(random, "", "", "", "\n", "\r\n", " \t\n"));
            body.Append(random.Next(12) switch
            {
                0 => """{"error":"no"}""",
                1 => """{"message":{"content":5}}""",
                2 => """{"done":false}{"done":true}""",
                _ => $$"""{"message":{"content":{{V1.Quote(Any(random, s_texts))}}},"done":{{(left == 0 && random.Next(6) > 0 ? "true" : "false")}}}""",
            });
            body.Append(Any(random, "\n", "\n", "\r\n", " \n", left == 0 ? "" : "\n"));
        }

        return Cut(random, body.ToString());
    }

    private static byte[] EventBody(Random random)
    {
        var body = new StringBuilder(Any(random, "", "\uFEFF", ": hello\n\n", "\n"));
        var end = Any(random, "\n", "\n", "\r\n", "\r");
        for (var left = random.Next(6); left >= 0; left--)
        {
            body.Append(Any(random, "", "", "", $": keep-alive{end}{end}", $"id: 7{end}", $"retry: 5{end}{end}", $"event: message{end}"));
            var content = V1.Quote(Any(random, s_texts));
            var finish = random.Next(5) == 0 ? "\"stop\"" : "null";
            body.Append(random.Next(14) switch
            {
                0 => $$"""event: error{{end}}data: {"message":"no"}""",
                1 => """data: {"error":{"message":"no"}}""",
                2 => """data: {"choices":5}""",
                3 => """data: {"choices":[],"usage":{"total_tokens":1}}""",
                4 => $$$"""data: {"choices":{{{end}}}data:[{"index":0,"delta":{"content":{{{content}}}}}]}""",
                _ => $$"""data: {"id":"c","choices":[{"index":0,"delta":{"content":{{content}}},"finish_reason":{{finish}}}]}""",
            });
            body.Append(end).Append(end);
        }

        return Cut(random, body.Append(random.Next(3) > 0 ? $"data: [DONE]{end}{end}" : "").ToString());
    }

    private static (List<string> Items, string End) PlainLines(byte[] body)
    {
        var items = new List<string>();
        var lines = Encoding.Latin1.GetString(body).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = (i == 0 && lines[0].StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? lines[0][3..] : lines[i]).Trim(' ', '\t', '\r');
            if (line.Length == 0)
            {
                continue;
            }

            var item = Parse(line);
            if (item?.ContainsKey("error") == true)
            {
                return (items, "ServerError");
            }

            if (item is null || item["message"]?["content"]?.GetValueKind() == JsonValueKind.Number)
            {
                // A last line that lacks its end was cut off, unless it begins with a whole document.
                var isCut = item is null && i == lines.Length - 1 && (items.Count > 0 || line[0] == '{') && !BeginsWithDocument(line);
                return (items, isCut ? "Incomplete" : nameof(LlmProtocolException));
            }

            items.Add(item["message"]?["content"]?.GetValue<string>() ?? "");
            if (item["done"]?.GetValue<bool>() == true)
            {
                return (items, "");
            }
        }

        return (items, "Incomplete");
    }

    private static bool BeginsWithDocument(string line)
    {
        var depth = 0;
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            isText ^= line[i] == '"' && (i == 0 || line[i - 1] != '\\');
            depth += isText ? 0 : line[i] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            if (depth == 0 && !isText)
            {
                return line[0] == '{' && Parse(line[..(i + 1)]) is not null;
            }
        }

        return false;
    }

    private static (List<string> Items, string End) PlainEvents(byte[] body)
    {
        var items = new List<string>();
        var events = SseReferenceParser.Parse(body);
        // What a blank line at the end makes an event was none.
        var tail = SseReferenceParser.Parse([.. body, (byte)'\n', (byte)'\n']).Skip(events.Count).Where(one => one.HasData);
        var mayEnd = false;
        foreach (var (one, isWhole) in events.Select(one => (one, true)).Concat(tail.Select(one => (one, false))))
        {
            if (one.Type == "error")
            {
                return (items, "ServerError");
            }

            if (one.Data == "[DONE]")
            {
                return (items, "");
            }

            if (!one.HasData)
            {
                continue;
            }

            var item = Parse(one.Data);
            if (item is not null && item.ContainsKey("error"))
            {
                return (items, "ServerError");
            }

            if (item?["choices"] is not JsonArray choices)
            {
                if (isWhole)
                {
                    return (items, nameof(LlmProtocolException));
                }

                break;
            }

            var finishes = choices is [{ } choice] && choice["finish_reason"] is not null;
            if (isWhole || finishes)
            {
                items.Add(choices is [{ } first] ? first["delta"]!["content"]!.GetValue<string>() : "-");
                mayEnd |= finishes;
            }
        }

        return (items, mayEnd ? "" : "Incomplete");
    }

    // By the bytes, which the text has one by one.
    private static JsonObject? Parse(string latin)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(latin));
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static async Task<(List<string> Items, string End)> ReadAsync<T>(IAsyncEnumerable<T> stream, Func<T, string> text)
    {
        var items = new List<string>();
        try
        {
            await foreach (var item in stream)
            {
                items.Add(text(item));
            }

            return (items, "");
        }
        catch (LlmStreamException e)
        {
            return (items, e.Reason.ToString());
        }
        catch (LlmProtocolException)
        {
            return (items, nameof(LlmProtocolException));
        }
    }

    private static async Task Each(
        int seed, Func<Random, byte[]> make, Func<byte[], (List<string> Items, string End)> plainly,
        Func<byte[], IEnumerable<ReadOnlyMemory<byte>>, Task<(List<string> Items, string End)>> read)
    {
        var random = new Random(seed);
        var ends = new Dictionary<string, int>();
        for (var i = 0; i < Streams; i++)
        {
            var body = make(random);
            var pieces = Split(random, body).ToList();

            var actual = await read(body, pieces);

            var expected = plainly(body);
            ends[expected.End] = ends.GetValueOrDefault(expected.End) + 1;
            Assert.True(
                expected.Items.SequenceEqual(actual.Items) && expected.End == actual.End,
                $"Seed {seed}, stream {i}, pieces of {string.Join(' ', pieces.Select(piece => piece.Length))}:\n{Encoding.UTF8.GetString(body)}\n"
                + $"gave {string.Join('|', actual.Items)} ({actual.End})\nin place of {string.Join('|', expected.Items)} ({expected.End})");
        }

        Assert.True(ends.Count == 4 && ends.Values.All(count => count > 20), string.Join(' ', ends));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(Random random, byte[] body)
    {
        var most = random.Next(1, 40);
        for (var at = 0; at < body.Length;)
        {
            var length = Math.Min(random.Next(1, most + 1), body.Length - at);
            yield return body.AsMemory(at, length);
            at += length;
        }
    }

    // Reads complete at once or later, by the body's length, so that a seed always does the same.
    private static Func<int, bool> Sometimes(byte[] body) => read => (read * 7 + body.Length) % 3 == 0;

    private static byte[] Cut(Random random, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        // Not within a byte order mark, of which a part alone is nothing that a stream begins with.
        return random.Next(4) == 0 ? bytes[..random.Next(Math.Min(3, bytes.Length), bytes.Length)] : bytes;
    }

    private static string Any(Random random, params string[] texts) => texts[random.Next(texts.Length)];
}
