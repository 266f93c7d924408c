using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;

namespace OllamaSdk.Tests.Streaming;

/// <summary>However an item is read, it is what the serializer makes of it.</summary>
public sealed class QuickReadTests
{
    private static readonly string[] s_odd =
    [
        "{}", """{"model":null,"message":null,"done":null,"eval_count":null,"logprobs":null,"created_at":null,"done_reason":null}""",
        """{"message":{},"done":true}""", """{"message":{"role":null,"content":null,"thinking":null,"images":null,"tool_calls":null}}""",
        """{"message":{"tool_calls":[]}}""", """{"message":{"tool_calls":[{}]}}""", """{"message":{"tool_calls":[{"id":"a","function":{}},{"function":null}]}}""",
        """{"message":{"tool_calls":[{"function":{"arguments":null}},{"function":{"arguments":{"b":1,"a":[1.0,1e2,{"c":null}]}}},{"function":{"arguments":"text"}}]}}""",
        """{"message":{"content":[{"type":"text","text":"a"},"b"],"tool_calls":[{"function":{"arguments":"{\"a\":1}"}},{"function":{"arguments":[]}},{"function":{"arguments":[1]}}]}}""",
        """{"message":{"content":{"type":"thinking","thinking":"hm"}}}""", """{"message":{"content":[{"type":"own","data":1},{"type":"thinking","text":"hm"}],"thinking":"so"}}""",
        """{"logprobs":[{"token":"\n","logprob":-0.0,"bytes":[],"top_logprobs":[{"token":"","logprob":1e-300,"bytes":[0,255]}]}]}""",
        """{"content":"top","message":{"content":"in"},"done":false,"x":1,"y":{"z":[null]},"message ":2}""",
        """{"done":false,"done":true,"model":"a","model":"b","message":{"content":"a"},"message":{"role":"user"}}""",
        """{"\u006dodel":"escaped name","message":{"content":"\u0061\ud83d\ude00\"\\\/\b\f\n\r\t"}}""",
        """{"created_at":"2026-08-21T10:11:12.123456789-07:00","total_duration":9223372036854775807,"eval_count":-1,"load_duration":0}""",
        """{"created_at":"0001-01-01T00:00:00Z","model":"","remote_model":"r","remote_host":"h","context":[],"response":"","thinking":""}""",
        """{"response":"a","context":[1,2,3],"tool_calls":[{"id":"x","function":{"name":"f","arguments":{}}}],"image":"AAAA","completed":1,"total":2}""",
        """{"status":"pulling","digest":"sha256:aa","total":10,"completed":0,"new":true}""", """{"_debug_info":{"rendered_template":"x","image_count":0}}""",
        "  { \"done\" : true ,\t\"message\" : { \"content\" : \"spaced\" } }  ",
    ];

    [Fact]
    public void Chat() => Same<OllamaChatResponse>();

    [Fact]
    public void Generate() => Same<GenerateResponse>();

    [Fact]
    public void Progress() => Same<ModelProgress>();

    [Fact]
    public void ChunksThatBeginAlike()
    {
        const string Choices = """ "choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""";
        string[] heads =
        [
            """{"id":"a","object":"chat.completion.chunk","created":179,"model":"m",""", """{"id":"a","created":179,""", """{"id":"a","created":1795,""",
            """{"id":"a","created":179 , """, """{"id":"a","created":179}""", """{"id":"a","timings":{"n":[1]},""", """{"id":"\u00e9","model":null,""", "{", "{}",
            """{"id":"a","unknown":1,""", """{"id":"a","id":"b",""", "{\"id\":\"\u00e9\",\"model\":\"a\\ud800\",",
        ];
        string[] rests =
        [
            Choices, Choices, Choices, """ "id":"b","choices":[],"usage":{"total_tokens":3}}""", """ "unknown":{"id":"c"},"created":180}""",
            """ "choices":[],"system_fingerprint":"f"}""", """ "choices":[{"delta":{"role":"assistant"}},{"delta":{}}],"model":"other"}""", """ "service_tier":"t"}""", "}", "",
            """ "choices":[{"delta":{"content":["a",{"text":"b"}],"tool_calls":[{"function":{"arguments":{"a":[1 ]}}},{"function":{"arguments":[]}},{"function":{"arguments":""}}]}}]}""",
            """ "choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}},{"delta":{"content":{"type":"own"}}}]}""",
        ];
        var random = new Random(20261121);
        var lines = heads.SelectMany(head => rests.Select(rest => head + rest)).ToArray();
        for (var run = 0; run < 200; run++)
        {
            // Each line a few times, so that a beginning is met again after others have come between.
            Same<ChatCompletionChunk>([.. Enumerable.Range(0, 60).Select(_ => lines[random.Next(lines.Length)]).SelectMany(line => Enumerable.Repeat(line, random.Next(1, 4)))]);
        }
    }

    [Fact]
    public void WhatComesAfterAKnownBeginningIsCheckedAllTheSame()
    {
        var info = (JsonTypeInfo<ChatCompletionChunk>)LlmJson.Options.GetTypeInfo(typeof(ChatCompletionChunk));
        var parser = new AnswerParser(null, null);
        const string Head = """{"id":"a","created":1,"choices":""";
        string[] bad = [Head, Head + "[]", Head + "[]]", Head + "[]}}", Head + "[{]}", Head + "3}", Head[..^11] + "0}x", Head[..^11] + " \"model\":\"m\"}", Head + "[],}"];
        foreach (var line in bad)
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.Equal("a", parser.Parse(Encoding.UTF8.GetBytes(Head + "[]}"), () => info, new PartialAnswer()).Id);
            }

            Assert.Throws<LlmProtocolException>(() => parser.Parse(Encoding.UTF8.GetBytes(line), () => info, new PartialAnswer()));
        }

        Assert.Throws<LlmProtocolException>(() => parser.Parse([.. Encoding.UTF8.GetBytes(Head[..^10] + "\"model\":\""), 0xFF, .. "\"}"u8], () => info, new PartialAnswer()));
        Assert.Throws<LlmStreamException>(() => parser.Parse(Encoding.UTF8.GetBytes(Head + """[],"error":{"message":"no"}}"""), () => info, new PartialAnswer()));
        Assert.Null(parser.Parse(Encoding.UTF8.GetBytes(Head + "[]}"), () => info, new PartialAnswer()).ModelOnWire);
    }

    private static void Same<T>()
        where T : class, IStreamItem
    {
        var recorded = CaseFile.Ids(Transcript.FileName).Select(id => Transcript.Load(id.Data))
            .Where(transcript => transcript.Bytes.Length < 100_000)
            .SelectMany(transcript => Encoding.UTF8.GetString(transcript.Bytes).Split('\n'));
        Assert.True(Same<T>([.. s_odd, .. recorded, .. s_odd]) > 40);
    }

    private static int Same<T>(IReadOnlyList<string> lines)
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        // One parser for all lines, as in a stream: what it remembers of one must not show in another.
        var parser = new AnswerParser(null, null);
        var compared = 0;
        foreach (var line in lines)
        {
            if (Read(line, info) is { } expected && !line.Contains("\"error\"", StringComparison.Ordinal))
            {
                var read = parser.Parse(Encoding.UTF8.GetBytes(line), () => info, new PartialAnswer());
                Assert.Equal(JsonSerializer.Serialize(expected, info), JsonSerializer.Serialize(read, info));
                compared++;
            }
        }

        return compared;
    }

    private static T? Read<T>(string line, JsonTypeInfo<T> info)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, info);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
