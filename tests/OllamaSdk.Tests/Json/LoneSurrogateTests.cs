using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Json;

/// <summary>
/// Row D06 of the fault matrix: half a surrogate pair, written as an escape. One rule everywhere: where the SDK reads a text or looks for a member it is
/// refused by the SDK's own exception; in what is kept as raw JSON it stays as it came.
/// </summary>
public sealed class LoneSurrogateTests
{
    private const string High = "\\ud83d";
    private const string Low = "\\ude00";

    [Fact]
    public async Task D06_FX3_a_name_in_a_raw_answer()
    {
        var body = FieldCase.Read("02-raw-key-lone-surrogate.json");
        using var handler = new StubHandler(body);
        await using var native = handler.Create();
        await using var v1 = V1.Answering(body);
        await using var events = V1.Answering(V1.Events(body, V1.Done), contentType: V1.EventStream);

        foreach (var call in (Func<Task>[])
            [
                () => native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct),
                () => native.SendStreamAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct).ToListAsync(),
                () => v1.SendAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct),
                () => v1.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync(),
                () => events.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync(),
                () => native.ChatAsync("hi", cancellationToken: TestClient.Ct),
                () => native.Stream().ToListAsync(),
                () => native.ListModelsAsync(cancellationToken: TestClient.Ct),
                () => v1.ChatAsync("hi", cancellationToken: TestClient.Ct),
                () => events.Stream().ToListAsync(),
                () => v1.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct),
            ])
        {
            await Assert.ThrowsAsync<LlmProtocolException>(call);
        }
    }

    // Nobody has asked for the body.
    [Fact]
    public async Task D06_a_name_in_the_answer_to_a_call_that_needs_none()
    {
        using var handler = new StubHandler(FieldCase.Read("02-raw-key-lone-surrogate.json"));
        await using var native = handler.Create();

        await native.CopyModelAsync("a", "b", cancellationToken: TestClient.Ct);
    }

    [Fact]
    public async Task D06_a_name_in_an_error_body()
    {
        using var handler = new StubHandler("""{"\udfaa":0,"error":"words"}""", System.Net.HttpStatusCode.BadRequest);
        await using var native = handler.Create();

        await Assert.ThrowsAnyAsync<LlmApiException>(() => native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("lmstudio")]
    [InlineData("llamacpp")]
    [InlineData("vllm")]
    [InlineData("mlx")]
    public async Task D06_a_name_or_a_text_in_what_is_asked_of_an_unknown_server(string provider)
    {
        foreach (var body in (string[])[FieldCase.Read("02-raw-key-lone-surrogate.json"), """{"models":[{"key":"\ud800","\ud800":1}],"data":[{"id":"a","owned_by":"a","meta":{"\ud800":1}}],"lmstudio":"\ud800"}"""])
        {
            await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body));
            using var client = LlmServers.ClientOf(provider == "ollama" ? server.Native() : server.V1(LlmProviders.All.Single(one => one.Name == provider)));

            foreach (var call in (Func<Task>[])
                [
                    () => client.ListModelsAsync(cancellationToken: TestClient.Ct),
                    () => client.HealthCheckAsync(TestClient.Ct),
                    () => client.PreflightAsync(cancellationToken: TestClient.Ct),
                    () => client.PrewarmAsync(cancellationToken: TestClient.Ct),
                    () => LlmProviders.DetectAsync(server.Url.ToString(), cancellationToken: TestClient.Ct),
                ])
            {
                Assert.True(await Record.ExceptionAsync(call) is null or LlmException);
            }
        }
    }

    /// <summary>Two parts of a text that is cut inside the escapes of one character, on each route, and how it is read.</summary>
    public static TheoryData<string> Routes => ["chat", "generate", "chat completions", "completions", "responses", "arguments", "reasoning"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task FE7_a_pair_in_two_parts_is_refused_by_one_rule(string route)
    {
        var error = await Record.ExceptionAsync(() => ReadAsync(route, High, Low));

        var protocol = Assert.IsType<LlmProtocolException>(error);
        Assert.Equal(0, protocol.Partial?.ItemsReceived);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task FE7_a_pair_in_one_part_is_a_character(string route) => Assert.Equal("😀a", await ReadAsync(route, High + Low, "a"));

    // In arguments, which are JSON within JSON, the escapes are text until the whole is read.
    [Fact]
    public async Task FE7_a_pair_in_two_parts_of_arguments_is_joined()
    {
        await using var client = V1.Answering(V1.Events(
            V1.Delta("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\":\"\\ud83d"}}]}"""),
            V1.Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"\\ude00\"}"}}]}"""), V1.Finish, V1.Done), contentType: V1.EventStream);

        var call = Assert.Single((await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message.ToolCalls);

        Assert.Equal("😀", V1.Json(call.Function.Arguments).GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("""{"message":{"content":"\ud83d"},"done":true}""")]
    [InlineData("""{"choices":[{"message":{"content":"\ud83d"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"object":"response","output":[{"type":"message","content":[{"type":"output_text","text":"\ud83d"}]}]}""")]
    public async Task FE7_unstreamed_it_is_the_same_rule(string body)
    {
        using var handler = new StubHandler(body);
        await using var native = handler.Create();
        await using var v1 = V1.Answering(body);

        await Assert.ThrowsAsync<LlmProtocolException>(() =>
            body.Contains("choices", StringComparison.Ordinal) ? v1.ChatAsync("hi", cancellationToken: TestClient.Ct)
            : body.Contains("output", StringComparison.Ordinal) ? v1.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct)
            : (Task)native.ChatAsync("hi", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task D06_what_is_kept_raw_stays_as_it_came_and_can_be_compared()
    {
        const string Own = """{"\ud800":"\udc00"}""";
        using var handler = new StubHandler($$"""{"message":{"content":"a","own":{{Own}}},"done":true,"own":"\ud800"}""");
        await using var native = handler.Create();
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole.Replace("\"id\"", $"\"timings\":{Own},\"id\"", StringComparison.Ordinal)));
        using var llm = LlmServers.ClientOf(server.V1(LlmProviders.LlamaCpp));

        var answer = await native.ChatAsync("hi", cancellationToken: TestClient.Ct);
        var raw = await native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct);

        Assert.Equal(Own, answer.Message.AdditionalProperties!["own"].GetRawText());
        Assert.Equal("\"\\ud800\"", answer.AdditionalProperties!["own"].GetRawText());
        Assert.Equal(JsonValueKind.Object, raw.ValueKind);
        Assert.True(answer == await native.ChatAsync("hi", cancellationToken: TestClient.Ct));
        Assert.Equal("a", (await llm.ChatAsync("hi", TestClient.Ct)).Content);
    }

    private static async Task<string> ReadAsync(string route, string first, string second)
    {
        string[] parts = [first, second];
        if (route is "chat" or "generate")
        {
            var member = route == "chat" ? "\"message\":{{\"content\":\"{0}\"}}" : "\"response\":\"{0}\"";
            using var handler = new StubHandler(string.Concat(parts.Select((part, i) => $"{{{string.Format(null, member, part)},\"done\":{(i == 1 ? "true" : "false")}}}\n")));
            await using var native = handler.Create();
            return route == "chat"
                ? (await native.Stream().ToResponseAsync(TestClient.Ct)).Message.Content
                : (await native.GenerateStreamAsync("p", cancellationToken: TestClient.Ct).ToResponseAsync(TestClient.Ct)).Response;
        }

        var events = V1.Events([.. parts.Select(part => route switch
        {
            "chat completions" => V1.Delta($$"""{"content":"{{part}}"}"""),
            "reasoning" => V1.Delta($$"""{"reasoning":"{{part}}"}"""),
            "arguments" => V1.Delta($$$"""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{{{part}}}"}}]}"""),
            "completions" => $$"""{"choices":[{"index":0,"text":"{{part}}"}]}""",
            _ => $$"""{"type":"response.output_text.delta","delta":"{{part}}"}""",
        }), .. route == "responses" ? ["""{"type":"response.completed","response":{"id":"r"}}"""] : (string[])[V1.Done]]);
        await using var v1 = V1.Answering(events, contentType: V1.EventStream);
        switch (route)
        {
            case "completions":
                return string.Concat(await v1.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).TextAsync(TestClient.Ct).ToListAsync());
            case "responses":
                return string.Concat(await v1.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).TextAsync(TestClient.Ct).ToListAsync());
            default:
                var message = (await v1.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message;
                return message.Content.Text + message.Reasoning + message.ToolCalls.FirstOrDefault()?.Function.Arguments;
        }
    }
}
