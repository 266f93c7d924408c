using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;
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
    public void Chat() => Same<ChatResponse>();

    [Fact]
    public void Generate() => Same<GenerateResponse>();

    [Fact]
    public void Progress() => Same<ModelProgress>();

    private static void Same<T>()
        where T : class, IStreamItem
    {
        var info = (JsonTypeInfo<T>)OllamaJson.Options.GetTypeInfo(typeof(T));
        var recorded = CaseFile.Ids(Transcript.FileName).Select(id => Transcript.Load(id.Data))
            .Where(transcript => transcript.Bytes.Length < 100_000)
            .SelectMany(transcript => Encoding.UTF8.GetString(transcript.Bytes).Split('\n'));
        // One parser for all lines, as in a stream: what it remembers of one must not show in another.
        var parser = new AnswerParser(null, new SafeText());
        var compared = 0;
        foreach (var line in s_odd.Concat(recorded).Concat(s_odd))
        {
            if (Read(line, info) is { } expected && !line.Contains("\"error\"", StringComparison.Ordinal))
            {
                var read = parser.Parse(Encoding.UTF8.GetBytes(line), info, new PartialAnswer());
                Assert.Equal(JsonSerializer.Serialize(expected, info), JsonSerializer.Serialize(read, info));
                compared++;
            }
        }

        Assert.True(compared > 40);
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
