using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Json;

/// <summary>Half of a surrogate pair, in what is kept as it came: it is sent, saved and printed as it came, and costs nobody a conversation.</summary>
public sealed class HalfCharacterTests
{
    private const string Half = "\\ud800";

    private static readonly string s_arguments = Case("06-tool-arguments-lone-surrogate.json");
    private static readonly string s_unknown = Case("07-conversation-unknown-member-lone-surrogate.json");

    private static CancellationToken Ct => TestClient.Ct;

    [Theory]
    [InlineData("""{"a":"b"}""", false)]
    [InlineData("""{"a":"\ud83d\ude00"}""", false)]
    [InlineData("""{"a":"\uD83D\uDE00\ud83d\ude00"}""", false)]
    [InlineData("""{"a":"\\ud800"}""", false)]
    [InlineData("""{"a":"\\\\ud800 \u0041\n\ud7ff\ue000"}""", false)]
    [InlineData("""{"a":"\ud800"}""", true)]
    [InlineData("""{"a":"\uDfaA"}""", true)]
    [InlineData("""{"\udfaa":0}""", true)]
    [InlineData("""{"a":"\ud83dx\ude00"}""", true)]
    [InlineData("""{"a":"\ud83d","b":"\ude00"}""", true)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\ude00\ud83d"}""", true)]
    [InlineData("""{"a":"\ud83d\n"}""", true)]
    [InlineData("""{"a":"\ud83d\ude00\ude00"}""", true)]
    [InlineData("""{"a":"\\\ud800"}""", true)]
    public void It_is_found(string json, bool isThere)
    {
        var element = V1.Json(json);

        Assert.Equal(isThere, RawJson.HoldsHalfACharacter(Encoding.UTF8.GetBytes(json)));
        // The rule is .NET's: what it writes by itself it goes on writing.
        Assert.Equal(isThere, Record.Exception(() => Written(element.WriteTo)) is not null);
        Assert.Equal(isThere ? json : Written(element.WriteTo), Written(writer => RawJson.Write(writer, element)));
    }

    [Fact]
    public void It_is_written_on_one_line() => Assert.Equal(
        """{"a":["\ud800 \" x",1],"b  c":"\\"}""",
        Written(writer => RawJson.Write(writer, V1.Json("{ \"a\" :\r\n\t[\"\\ud800 \\\" x\", 1] ,\n\"b  c\": \"\\\\\" }"))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Arguments_of_a_call_are_sent_back_as_they_came(bool streamed)
    {
        var model = new ScriptedModel(s_arguments, ScriptedModel.Answer("done"));
        var given = new List<string>();
        var tool = TestTools.Make("Do", arguments =>
        {
            given.Add(arguments.GetRawText());
            return arguments.GetProperty("city").GetString()!;
        });

        if (streamed)
        {
            await model.WatchAsync([tool]);
        }
        else
        {
            await model.RunAsync([tool]);
        }

        // What reads it fails in words that the model sees.
        Assert.Equal(["""{"city":"a\ud800"}"""], given);
        Assert.Single(model.Results);
        var sent = model.LastMessages.Single(message => message.TryGetProperty("tool_calls", out _));
        Assert.Equal("""{"city":"a\ud800"}""", sent.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetRawText());
    }

    [Fact]
    public async Task Arguments_go_from_one_API_to_the_other()
    {
        var native = new ScriptedModel(s_arguments, ScriptedModel.Answer("done"));
        using var client = new LlmClient(LlmServers.Options(new LlmTarget("ollama", "m", "http://127.0.0.1:9")).With(options => options.Handler = native));
        var conversation = client.StartConversation(tools: [TestTools.Make("Do", arguments => "x")]);

        await conversation.SendAsync("hi", Ct);
        await client.LoadConversation(conversation.ToJson()).SendAsync("and now?", Ct);

        Assert.Equal(3, native.Requests.Count);
        Assert.Contains("\"arguments\":{\"city\":\"a\\ud800\"}", native.Requests[2].GetRawText(), StringComparison.Ordinal);

        var other = new ScriptedModel(V1.Whole);
        using var compatible = new LlmClient(LlmServers.Options(new LlmTarget("lmstudio", "m", "http://127.0.0.1:9/v1")).With(options => options.Handler = Whole(other)));
        await compatible.LoadConversation(conversation.ToJson()).SendAsync("and now?", Ct);

        Assert.Contains("ud800", other.Requests[0].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unknown_members_of_a_message_are_sent_back_saved_and_printed(bool streamed)
    {
        var model = new ScriptedModel(s_unknown, s_unknown);
        await using var client = model.Create();
        var conversation = client.StartConversation();

        for (var turn = 0; turn < 2; turn++)
        {
            if (streamed)
            {
                await conversation.SendStreamAsync("hi", Ct).ToListAsync();
            }
            else
            {
                Assert.Equal("ok", (await conversation.SendAsync("hi", Ct)).Text);
            }
        }

        Assert.Contains($"\"x_new\":\"{Half}\"", model.Requests[1].GetRawText(), StringComparison.Ordinal);
        var saved = conversation.ToJson();
        Assert.Contains($"\"x_new\":\"{Half}\"", saved, StringComparison.Ordinal);
        await client.LoadConversation(saved).SendAsync("hi", Ct);
        Assert.Contains($"\"x_new\":\"{Half}\"", model.Requests[2].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_on_the_compatible_API()
    {
        var answer = V1.Whole.Replace("\"content\":\"a\"", """
            "content":"a","x_new":{"\ud800":["\ud800"]}
            """, StringComparison.Ordinal);
        var model = new ScriptedModel(answer, answer);
        await using var client = Whole(model).CreateV1();
        var conversation = client.StartConversation();

        await conversation.SendAsync("hi", Ct);
        await conversation.SendAsync("hi", Ct);
        await client.LoadConversation(conversation.ToJson()).SendAsync("hi", Ct);

        Assert.Contains($"{{\"{Half}\":[\"{Half}\"]}}", model.Requests[2].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_printed_and_compared_by_whoever_has_them()
    {
        using var handler = new StubHandler("""{"models":[{"name":"m","new":"\ud800","details":{"also":{"x":"\ud800"}}}],"more":["\ud800"]}""");
        await using var client = handler.Create();

        var first = await client.ListModelsAsync(cancellationToken: Ct);
        var second = await client.ListModelsAsync(cancellationToken: Ct);

        var text = JsonSerializer.Serialize(first, LlmJson.Options.GetTypeInfo(typeof(ModelList)));
        Assert.Equal(3, text.Split(Half).Length - 1);
        // As the program does it: options of one's own over the SDK's types.
        var own = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(LlmJson.Options.TypeInfoResolver) };
        Assert.Equal(3, JsonSerializer.Serialize(first, own.GetTypeInfo(typeof(ModelList))).Split(Half).Length - 1);
        Assert.Equal(first, second);
        Assert.NotEqual(first, second with { AdditionalProperties = new() { ["more"] = V1.Json("""["\udc00"]""") } });
    }

    [Fact]
    public async Task What_a_caller_adds_is_sent_as_it_is()
    {
        var model = new ScriptedModel(ScriptedModel.Answer("a"));
        await using var client = model.Create();

        await client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], AdditionalProperties = new() { ["x"] = V1.Json($"\"{Half}\"") } }, null, Ct);

        Assert.Equal($"\"{Half}\"", model.Requests[0].GetProperty("x").GetRawText());
    }

    private static string Case(string file) => FieldCase.Read(file).Trim();

    // The scripted model knows whether a request asks for a stream by a member that may be left out on /v1.
    private static StubHandler Whole(ScriptedModel model) => new(async (request, token) =>
    {
        using var invoker = new HttpMessageInvoker(model, disposeHandler: false);
        var body = JsonSerializer.Deserialize(await request.Content!.ReadAsByteArrayAsync(token), LlmJson.Options.GetTypeInfo(typeof(Dictionary<string, JsonElement>)));
        var members = (Dictionary<string, JsonElement>)body!;
        members.TryAdd("stream", V1.Json("false"));
        using var copy = new HttpRequestMessage(HttpMethod.Post, request.RequestUri)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(members, LlmJson.Options.GetTypeInfo(typeof(Dictionary<string, JsonElement>)))),
        };
        return await invoker.SendAsync(copy, token);
    });

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
