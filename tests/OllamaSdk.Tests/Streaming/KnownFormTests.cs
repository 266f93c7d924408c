using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.Tests.Fuzz;

namespace OllamaSdk.Tests.Streaming;

/// <summary>
/// A line of a form that came before gives what the serializer makes of it, whatever stands in the places that vary; and the text that is written without
/// an item is the text of that item.
/// </summary>
public sealed class KnownFormTests
{
    private static readonly string[] s_texts =
    [
        "\"\"", "\"a\"", "\" word\"", "\"\\n\\n\"", "\"\\\"\"", "\"\\\\\"", "\"\\\\\\\"\"", "\"\\u003c\"", "\"caf\u00e9\"", "\"\ud83d\ude00\"", "\"\\ud83d\\ude00\"", "\"\ufffd\"", "\"\\ud83d\"",
        "\"\\u0000\"", "\"\u007f\"", $"\"{new string('x', 15)}\"", $"\"{new string('x', 16)}\"", $"\"{new string('x', 17)}\\t{new string('y', 200)}\"", $"\"{new string('\u00fc', 100)}\"",
        "null", "1", "[\"a\"]", "{}", "\"2026-11-29T11:12:13.123456789Z\"", "\"\\u0032026-11-29T11:12:13Z\"", "\"\\x\"", "\"\t\"", "\"",
    ];

    private static readonly string[] s_times =
    [
        "\"2026-11-29T11:12:13.123456789Z\"", "\"2026-11-29T11:12:13.1Z\"", "\"2026-11-29T11:12:13.12345678Z\"", "\"2026-11-29T11:12:13.000000001Z\"", "\"2026-11-29T11:12:13.999999999Z\"",
        "\"2026-11-29T11:12:13.1234567891Z\"", "\"2026-11-29T11:12:13Z\"", "\"2026-11-29T11:12:13.Z\"", "\"2026-11-29T11:12:13.12345678/Z\"", "\"2026-11-29T11:12:13.1234567:9Z\"",
        "\"2026-11-29T11:12:13.123456+02:00\"", "\"2026-11-29T11:12:13.123456-07:00\"", "\"2026-11-29T11:12:13.5\"", "\"2026-11-29T11:12:14.5Z\"", "\"2026-13-29T11:12:13.5Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"2026-11-29T11:12:13.123456789z\"", "\"\u00e926-11-29T11:12:13.123456789Z\"", "null", "\"\"", "5",
    ];

    private static readonly string[] s_numbers = ["0", "1", "42", "123456789012345678", "1234567890123456789", "9223372036854775808", "-1", "1.5", "1e3", "01", "00", "null", "\"7\"", "1 ", "-", ""];

    [Fact]
    public void Chat() => Same<OllamaChatResponse>();

    [Fact]
    public void Generate() => Same<GenerateResponse>();

    [Fact]
    public void Progress() => Same<ModelProgress>();

    [Fact]
    public void Chunks() => Same<ChatCompletionChunk>();

    [Fact]
    public void Completions() => Same<CompletionChunk>();

    [Fact]
    public void Events() => Same<ResponseStreamEvent>();

    [Fact]
    public void An_item_that_its_reader_changes_changes_no_other()
    {
        var info = (JsonTypeInfo<ChatCompletionChunk>)LlmJson.Options.GetTypeInfo(typeof(ChatCompletionChunk));
        var parser = new AnswerParser(null, null);
        ChatCompletionChunk Read(string text) => parser.Parse(
            Encoding.UTF8.GetBytes($$"""{"id":"a","created":5,"choices":[{"index":0,"delta":{"role":"assistant","content":"{{text}}"},"finish_reason":null}]}"""), () => info, new PartialAnswer());

        var first = Read("a");
        var second = Read("b");
        foreach (var chunk in (ChatCompletionChunk[])[first, second])
        {
            chunk.Id = "changed";
            chunk.Created = 6;
            chunk.Choices[0].Index = 7;
            chunk.Choices[0].FinishReason = FinishReason.Stop;
            chunk.Choices[0].Delta.Role = LlmRole.User;
            chunk.Choices[0].Delta.Content = "changed";
            chunk.AdditionalProperties = new() { ["x"] = default };
        }

        var third = Read("c");
        Assert.Equal(("a", 5, 0, null, LlmRole.Assistant, "c", null),
            (third.Id, third.Created, third.Choices[0].Index, third.Choices[0].FinishReason, third.Choices[0].Delta.Role, third.Choices[0].Delta.Content, third.AdditionalProperties));
    }

    [Fact]
    public void A_copy_of_an_item_and_the_item_are_apart()
    {
        var one = new OllamaChatResponse { Model = "a", EvalCount = 1 };
        var copy = one with { EvalCount = 2 };
        one.Model = "b";
        copy.TotalDurationNanoseconds = 3;

        Assert.Equal(("b", 1L, null), (one.Model, one.EvalCount, one.TotalDurationNanoseconds));
        Assert.Equal(("a", 2L, 3L), (copy.Model, copy.EvalCount, copy.TotalDurationNanoseconds));
    }

    [Theory]
    [InlineData("""{"message":{"content":"a"},"message":null,"done":false}""")]
    [InlineData("""{"message":{"content":"a"},"message":{"role":"user"},"done":false}""")]
    [InlineData("""{"message":{"content":"a","content":null},"done":false}""")]
    [InlineData("""{"message":{"content":"a"},"done":false,"done":null}""")]
    [InlineData("""{"message":{"content":"a","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}""")]
    public void A_form_that_could_not_be_copied_is_not_learned(string line)
    {
        var (quick, length) = (new QuickItems(), 0);
        byte[] json = [.. Encoding.UTF8.GetBytes(line)];

        Assert.NotNull(quick.TryRead<OllamaChatResponse>(json));
        Assert.Null(quick.TryReadKnown<OllamaChatResponse>(json, default, json.Length, ref length));
    }

    private static void Same<T>()
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        var (known, written) = (0, 0);
        foreach (var line in FuzzSeeds.Lines.Where(line => new QuickItems().TryRead<T>(Encoding.UTF8.GetBytes(line)) is not null))
        {
            foreach (var path in T.VaryingMembers.Where(path => Place(line, path) is not null))
            {
                foreach (var value in (string[])[.. s_texts, .. s_times, .. s_numbers])
                {
                    var (quick, parser) = (new QuickItems(), new AnswerParser(null, null));
                    var json = With(line, path, value);
                    quick.TryRead<T>(Encoding.UTF8.GetBytes(line));
                    parser.Parse(Encoding.UTF8.GetBytes(line), () => info, new PartialAnswer());
                    known += Check(quick, json, info);
                    written += CheckText(parser, json, info);
                    // What was odd must not have been learned as usual.
                    Check(quick, Encoding.UTF8.GetBytes(line), info);
                }
            }
        }

        Assert.True(known > 100, $"{known} lines had a known form");
        Assert.True(typeof(T) == typeof(ModelProgress) ? written == 0 : written > 20, $"the text of {written} lines was written");
    }

    private static int Check<T>(QuickItems quick, byte[] json, JsonTypeInfo<T> info)
        where T : class, IStreamItem
    {
        var length = 0;
        byte[] arrived = [.. json, .. "\n{}"u8];
        T? read;
        try
        {
            read = quick.TryReadKnown<T>(arrived, "\n"u8, json.Length, ref length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return 0;
        }

        if (read is null)
        {
            return 0;
        }

        Assert.Equal(json.Length, length);
        Assert.Equal(Exactly(json, info), JsonSerializer.Serialize(read, info));
        Assert.Null(quick.TryReadKnown<T>(arrived, "\n"u8, json.Length - 1, ref length));
        Assert.Null(quick.TryReadKnown<T>(json, "\n"u8, json.Length, ref length));
        return 1;
    }

    private static int CheckText<T>(AnswerParser parser, byte[] json, JsonTypeInfo<T> info)
        where T : class, IStreamItem
    {
        var target = new ArrayBufferWriter<byte>();
        var partial = new PartialAnswer();
        parser.TextTarget = target;
        var silent = parser.ParseKnown<T>([.. json, .. "\n"u8], "\n"u8, json.Length, partial, out var length);
        if (silent is null)
        {
            Assert.Equal((0, ""), (target.WrittenCount, partial.Content));
            return 0;
        }

        var item = JsonSerializer.Deserialize(json, info)!;
        Assert.Equal(json.Length, length);
        Assert.Equal(((ILlmTextPart)item).Text ?? "", Encoding.UTF8.GetString(target.WrittenSpan));
        Assert.Equal(((ILlmTextPart)item).Text ?? "", partial.Content);
        Assert.True(string.IsNullOrEmpty(((ILlmTextPart)item).Thinking) && string.IsNullOrEmpty(((ILlmTextPart)silent).Text), "more than the text is lost");
        return 1;
    }

    private static string Exactly<T>(byte[] json, JsonTypeInfo<T> info)
    {
        Assert.True(Utf8.IsValid(json), "what is no UTF-8 was read");
        return JsonSerializer.Serialize(JsonSerializer.Deserialize(json, info)!, info);
    }

    private static JsonNode? Place(string line, string path)
    {
        var node = JsonNode.Parse(line);
        foreach (var name in path.Split('.'))
        {
            var isList = name.EndsWith("[0]", StringComparison.Ordinal);
            node = node is JsonObject one ? one[isList ? name[..^3] : name] : null;
            node = isList ? node is JsonArray { Count: > 0 } list ? list[0] : null : node;
        }

        return node;
    }

    // As the server wrote it but for the value.
    private static byte[] With(string line, string path, string value)
    {
        var names = path.Split('.');
        var at = 0;
        foreach (var name in names)
        {
            at = line.IndexOf($"\"{name.Replace("[0]", "", StringComparison.Ordinal)}\"", at, StringComparison.Ordinal);
            at = line.IndexOf(':', at) + 1;
        }

        var end = line.IndexOfAny(['}', ',', ']'], at + (line[at..].TrimStart().StartsWith('"') ? EndOfText(line, at) - at : 0));
        return Encoding.UTF8.GetBytes($"{line[..at]}{value}{line[end..]}");
    }

    private static int EndOfText(string line, int at)
    {
        var end = line.IndexOf('"', at) + 1;
        for (; line[end] != '"'; end++)
        {
            end += line[end] == '\\' ? 1 : 0;
        }

        return end;
    }
}
