using System.Net;
using System.Text;
using System.Text.Json;
using OllamaSdk.Generators.Testing;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>An answer of any type that is named where it is asked for: lists, numbers, enums, classes without an attribute.</summary>
public class NamedAnswerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_client_gives_it()
    {
        await Check(async clients => await clients.Native.ChatAsync<int>("q", cancellationToken: Ct), "7", 7);
        await Check(async clients => await clients.V1.ChatAsync<int>("q", cancellationToken: Ct), "7", 7);
        await Check(async clients => await clients.Llm.ChatAsync<int>("q", cancellationToken: Ct), "7", 7);
        await Check(async clients => await clients.Native.GenerateAsync<int>("q", cancellationToken: Ct), "7", 7);
        await Check(async clients => await clients.Native.ChatAsync<int>(new OllamaChatRequest { Messages = [OllamaChatMessage.User("q")] }, cancellationToken: Ct), "7", 7);
        await Check(async clients => await clients.Llm.ChatAsync<int>(new LlmRequest("q"), Ct), "7", 7);
    }

    [Fact]
    public async Task Of_any_type()
    {
        await Check(async clients => await clients.Native.ChatAsync<bool>("q", cancellationToken: Ct), "true", true);
        await Check(async clients => await clients.Native.ChatAsync<string>("q", cancellationToken: Ct), "\"a\"", "a");
        await Check(async clients => await clients.Native.ChatAsync<DayOfWeek>("q", cancellationToken: Ct), "\"monday\"", DayOfWeek.Monday);
        await Check(async clients => await clients.Native.ChatAsync<int?>("q", cancellationToken: Ct), "null", (int?)null);
        await Check(async clients => await clients.Native.ChatAsync<int[]>("q", cancellationToken: Ct), "[1,2]", [1, 2]);
        await Check(async clients => await clients.Native.ChatAsync<List<Book>>("q", cancellationToken: Ct), """[{"title":"a","year":1}]""", [new Book("a", 1)]);
        await Check(async clients => await clients.Native.ChatAsync<Dictionary<string, DateOnly>>("q", cancellationToken: Ct), """{"a":"2025-01-31"}""", new() { ["a"] = new(2025, 1, 31) });
        await Check(async clients => await clients.Native.ChatAsync<Page<Book>>("q", cancellationToken: Ct), """{"items":[{"title":"a","year":1}],"next":null}""", new Page<Book>([new("a", 1)], null));
        await Check(async clients => await clients.Native.ChatAsync<Plain>("q", cancellationToken: Ct), """{"x":3}""", new Plain(3));
    }

    [Fact]
    public async Task A_type_with_a_schema_goes_its_own_way()
    {
        var model = new Model("""{"title":"a","year":1}""");
        using var client = model.Native();

        Assert.Equal(new Book("a", 1), await client.ChatAsync<Book>("q", cancellationToken: Ct));
        Assert.True(model.Schemas[0].GetProperty("properties").TryGetProperty("title", out _));
    }

    [Fact]
    public async Task Slips_are_mended_and_breaches_are_told()
    {
        using var fenced = new Model("```json\n[1, 2]\n```").Native();
        using var wrong = new Model("""{"value":"seven"}""").Native();

        var list = await fenced.ChatAsync<int[]>("q", cancellationToken: Ct);
        Assert.Equal([1, 2], list);
        var breach = await Assert.ThrowsAsync<LlmSchemaException>(() => wrong.ChatAsync<int>("q", cancellationToken: Ct));
        Assert.Equal("$.value", breach.Path);
    }

    [Fact]
    public async Task Streams_give_it_at_the_end()
    {
        using var client = new Model("""{"value":[1,2]}""").Native();
        TypedUpdate<int[]>? last = null;
        await foreach (var update in client.ChatStreamAsync<int[]>("q", cancellationToken: Ct))
        {
            last = update;
        }

        Assert.Equal([1, 2], last!.Value!);
    }

    [Theory]
    [InlineData("""{"value":[{"title":"a","year":1},{"title":"b","year":2}]}""")]
    [InlineData("""[{"title":"a","year":1},{"title":"b","year":2}]""")]
    [InlineData("""Here: [{"title":"a","year":1},{"Title":"b","year":"2"}]""")]
    public async Task A_list_grows_in_whatever_form_it_comes(string text)
    {
        var model = new Model(text);
        using var client = model.Native();

        Assert.Equal([new Book("a", 1), new Book("b", 2)], await client.ChatAsync<List<Book>>("q", cancellationToken: Ct));
        Assert.Equal("""{"type":"array","items":{"type":"object","properties":{"title":{"type":"string"},"year":{"type":"integer"}},"required":["title","year"]}}""",
            model.Schemas[0].GetProperty("properties").GetProperty("value").GetRawText());
        List<Book>? last = null;
        await foreach (var list in client.ChatStreamAsync<List<Book>>("q", cancellationToken: Ct).ValuesAsync(Ct))
        {
            last = list;
        }

        Assert.Equal(2, last!.Count);
    }

    [Fact]
    public async Task Types_within_themselves_keep_their_definitions()
    {
        using var client = new Model("""[{"value":1},{"value":2,"next":{"value":"3"}}]""").Native();

        var nodes = await client.ChatAsync<List<Chain>>("q", cancellationToken: Ct);

        Assert.Equal(3, nodes[1].Next!.Value);
    }

    [Theory]
    [InlineData("{}", "$.value")]
    [InlineData("""{"values":[]}""", "$.value")]
    [InlineData("""{"value":7}""", "$.value[0]")]
    public async Task Another_object_is_no_list(string text, string path)
    {
        using var client = new Model(text).Native();

        Assert.Equal(path, (await Assert.ThrowsAsync<LlmSchemaException>(() => client.ChatAsync<List<Book>>("q", cancellationToken: Ct))).Path);
    }

    [Fact]
    public void What_is_not_named_in_a_project_with_the_generator_says_so()
    {
        using var client = new Model("7").Native();

        var error = Assert.Throws<NotSupportedException>(() => { _ = Unnamed<Version>(client); });

        Assert.Contains("System.Version", error.Message, StringComparison.Ordinal);

        // By reflection, where the generator does not see the type.
        static object Unnamed<T>(OllamaClient client)
        {
            try
            {
                return typeof(OllamaTypedExtensions).GetMethods().First(method => method.Name == "ChatAsync" && method.GetParameters()[1].ParameterType == typeof(string))
                    .MakeGenericMethod(typeof(T)).Invoke(null, [client, "q", null, null, Ct])!;
            }
            catch (System.Reflection.TargetInvocationException e)
            {
                throw e.InnerException!;
            }
        }
    }

    [Fact]
    public void Each_type_is_made_once_whatever_edits_come()
    {
        SourceFile first = new("First.cs", "public static class A { public static Task Go(OllamaClient client) => client.ChatAsync<List<int>>(\"q\"); }");
        SourceFile second = new("Second.cs", "public static class B { public static Task Go(LlmClient client) => client.ChatAsync<List<int>>(\"q\"); public static Task Other(LlmClient client) => client.ChatAsync<int?>(\"q\"); }");
        var run = ToolSnippets.Run(first, second);
        run.AssertCompiles();
        var text = Assert.Single(run.Sources).Text;

        Assert.Equal(2, text.Split("GeneratedAnswer.Register<").Length - 1);
        run.RunAfterEdit("First.cs", code => code + " // words").AssertCached();
        Assert.DoesNotContain("List<int>", run.RunAfterEdit("First.cs", _ => "").RunAfterEdit("Second.cs", code => code.Replace("List<int>", "int?")).Sources.Single().Text);
        Assert.Empty(run.RunAfterEdit("First.cs", _ => "").RunAfterEdit("Second.cs", _ => "").Sources);
    }

    private static async Task Check<T>(Func<Clients, Task<T>> ask, string json, T expected)
    {
        var model = new Model($$"""{"value":{{json}}}""");
        using var native = model.Native();
        using var v1 = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9/v1", DefaultModel = "m", Handler = model });
        using var llm = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget { Provider = "ollama", Endpoint = "http://127.0.0.1:9", Model = "m" } }, Handler = model });

        Assert.Equivalent(expected, await ask(new(native, v1, llm)), strict: true);
        var schema = model.Schemas[^1];
        Assert.Equal("""["value"]""", schema.GetProperty("required").GetRawText());
    }

    private sealed record Clients(OllamaClient Native, OpenAICompatibleClient V1, LlmClient Llm);

    internal sealed record Plain(int X);

    internal sealed record Page<T>(List<T> Items, int? Next);

    internal sealed record Chain(int Value, Chain? Next = null);

    private sealed class Model(string text) : HttpMessageHandler
    {
        public List<JsonElement> Schemas { get; } = [];

        public OllamaClient Native() => new(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", DefaultModel = "m", Handler = this });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Get)
            {
                return new(HttpStatusCode.NotFound);
            }

            var body = JsonElement.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            Schemas.Add(body.TryGetProperty("format", out var format) ? format : body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema"));
            var words = $"\"{JsonEncodedText.Encode(text)}\"";
            var answer = request.RequestUri!.AbsolutePath switch
            {
                "/api/chat" => $$"""{"model":"m","message":{"role":"assistant","content":{{words}}},"done":true,"done_reason":"stop"}""",
                "/api/generate" => $$"""{"model":"m","response":{{words}},"done":true,"done_reason":"stop"}""",
                _ => $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":{{{words}}}},"finish_reason":"stop"}]}""",
            };
            return new(HttpStatusCode.OK) { Content = new StringContent(answer + "\n", Encoding.UTF8, body.TryGetProperty("stream", out var stream) && stream.GetBoolean() ? "application/x-ndjson" : "application/json") };
        }
    }
}

/// <summary>A type that has a schema of its own, and needs none in a list.</summary>
[LlmSchema]
internal sealed partial record Book(string Title, int Year);
