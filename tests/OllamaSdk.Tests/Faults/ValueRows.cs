using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Faults;

/// <summary>D03, D04 and D07 to D09: JSON that is well formed, and not what the protocol says.</summary>
public sealed class ValueRows
{
    private const string Secret = "a-word-of-the-answer";

    public static MatrixTheoryData<Client, Split> Streams => FaultData.Streams;

    public static TheoryData<Client> Clients => FaultData.Clients;

    private static string[] Numbers => ["9223372036854775808", "-9223372036854775809", "1.5", "1e300", "1e999", "-1e999"];

    // A count only informs: what cannot be read is kept as it came.
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D04_a_count_that_cannot_be_read_costs_nothing(Client client, Split split)
    {
        foreach (var number in split == Split.Each ? ["1e999"] : Numbers)
        {
            var outcome = await Outcome.OfBodyAsync(client, split, client.Between(client.ItemJson(more: Count(client, number))));
            var whole = await Members.OfWholeAsync(client, client.WholeJson(more: Count(client, number)));

            Assert.Equal((number, "none", "ab", "b"), (number, outcome.Word, outcome.Text, whole.Text));
        }
    }

    [Theory]
    [InlineData(Client.Native, "1e999")]
    [InlineData(Client.V1, "1e999")]
    [InlineData(Client.Llm, "1e999")]
    [InlineData(Client.LlmV1, "1e999")]
    [InlineData(Client.Native, "1e39")]
    [InlineData(Client.V1, "1e39")]
    [InlineData(Client.Llm, "1e39")]
    [InlineData(Client.LlmV1, "1e39")]
    public async Task D03_a_number_of_a_vector_that_would_be_infinite(Client client, string number)
    {
        using var handler = new StubHandler(client.IsEvents()
            ? $$"""{"data":[{"index":0,"embedding":[0.5,{{number}}]}]}"""
            : $$"""{"embeddings":[[0.5,{{number}}]]}""");

        var error = await Record.ExceptionAsync(() => EmbedAsync(client, handler));

        var path = client.IsEvents() ? "$.data[0].embedding" : "$.embeddings[0]";
        Assert.Contains(path, Assert.IsType<LlmProtocolException>(error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Client.V1, Split.Whole)]
    [InlineData(Client.V1, Split.Bytes)]
    [InlineData(Client.V1, Split.Each)]
    [InlineData(Client.LlmV1, Split.Whole)]
    [InlineData(Client.LlmV1, Split.Bytes)]
    [InlineData(Client.LlmV1, Split.Each)]
    public async Task D04_a_number_that_the_answer_depends_on_is_named_by_its_path(Client client, Split split)
    {
        foreach (var number in split == Split.Each ? ["1.5"] : Numbers)
        {
            var item = $$$"""{"choices":[{"index":{{{number}}},"delta":{"content":"b"}}]}""";

            var outcome = await Outcome.OfBodyAsync(client, split, client.Between(item));

            outcome.AssertRefusedAfterOne(item);
            Assert.Contains("$.choices[0].index", outcome.Failure.Message, StringComparison.Ordinal);
        }
    }

    // In a whole number a fraction of nothing has one meaning only.
    [Theory]
    [InlineData(Client.V1)]
    [InlineData(Client.LlmV1)]
    public async Task D04_a_whole_number_in_another_form_is_read(Client client)
    {
        foreach (var zero in (string[])["0.0", "0e3", "-0"])
        {
            var outcome = await Outcome.OfBodyAsync(client, Split.Whole, client.Between($$$"""{"choices":[{"index":{{{zero}}},"delta":{"content":"b"}}]}"""));

            Assert.Equal((zero, "none", "ab"), (zero, outcome.Word, outcome.Text));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D07_new_members_and_new_nested_ones(Client client, Split split)
    {
        var item = client.ItemJson("\"b\",\"new\":{\"a\":[1,{\"b\":null}]}", ",\"newer\":[[],{}],\"Model\":7,\"n\\u0065w\":1e999");

        var outcome = await Outcome.OfBodyAsync(client, split, client.Between(item));

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    [Fact]
    public async Task D07_new_members_are_kept()
    {
        const string More = ",\"newer\":[[],{\"a\":1e999}]";
        using var native = new StubHandler(Client.Native.WholeJson("\"b\",\"new\":{\"a\":1}", More));
        using var v1 = new StubHandler(Client.V1.WholeJson("\"b\",\"new\":{\"a\":1}", More));
        await using var one = native.Create();
        await using var two = v1.CreateV1();

        var answer = await one.ChatAsync("hi", cancellationToken: TestClient.Ct);
        var item = Assert.Single(await one.Stream().ToListAsync());
        var completion = await two.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.All([answer.AdditionalProperties!, item.AdditionalProperties!, completion.AdditionalProperties!], kept => Assert.Equal("[[],{\"a\":1e999}]", kept["newer"].GetRawText()));
        Assert.All([answer.Message.AdditionalProperties!, item.Message.AdditionalProperties!, completion.Choices[0].Message.AdditionalProperties!], kept =>
            Assert.Equal("{\"a\":1}", kept["new"].GetRawText()));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D08_a_reason_and_a_role_nobody_knows(Client client, Split split)
    {
        var item = client.ItemJson("\"b\",\"role\":\"oracle\"");
        var last = client.IsEvents() ? V1.Finish.Replace("\"stop\"", "\"tired\"", StringComparison.Ordinal) : TestClient.Last.Replace("\"stop\"", "\"tired\"", StringComparison.Ordinal);

        var outcome = await Outcome.OfBodyAsync(client, split, client.Frame(item) + client.Frame(last));

        Assert.Equal(("none", "b"), (outcome.Word, outcome.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task D08_a_reason_nobody_knows_is_kept_as_text(bool streamed)
    {
        var (native, v1) = streamed
            ? (new StubHandler(Client.Native.Frame(TestClient.Last.Replace("stop", "tired", StringComparison.Ordinal)), contentType: "application/x-ndjson"),
                new StubHandler(V1.Events(V1.Finish.Replace("\"stop\"", "\"tired\"", StringComparison.Ordinal), V1.Done), contentType: V1.EventStream))
            : (new StubHandler(Client.Native.WholeJson().Replace("stop", "tired", StringComparison.Ordinal)), new StubHandler(Client.V1.WholeJson().Replace("\"stop\"", "\"tired\"", StringComparison.Ordinal)));
        await using var one = native.Create();
        await using var two = v1.CreateV1();

        Assert.Equal("tired", (streamed ? await one.Stream().ToResponseAsync(TestClient.Ct) : await one.ChatAsync("hi", cancellationToken: TestClient.Ct)).DoneReason?.Value);
        Assert.Equal("tired", (streamed ? await two.Stream().ToResponseAsync(TestClient.Ct) : await two.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].FinishReason?.Value);
        foreach (var client in (LlmClient[])[Llm(Client.Llm, native), Llm(Client.LlmV1, v1)])
        {
            using (client)
            {
                var answer = streamed ? (await client.ChatStreamAsync("hi", TestClient.Ct).ToListAsync())[^1].Response! : await client.ChatAsync("hi", TestClient.Ct);
                Assert.Equal("tired", answer.FinishReason);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D09_a_wrong_type_is_named_by_its_path_and_not_by_its_words(Client client, Split split)
    {
        foreach (var (item, path) in split == Split.Each ? WrongTypes(client).Take(3) : WrongTypes(client))
        {
            var outcome = await Outcome.OfBodyAsync(client, split, client.Between(item));

            outcome.AssertRefusedAfterOne(item);
            Assert.Contains(path, outcome.Failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, outcome.Failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task D09_a_wrong_type_in_a_whole_answer(Client client)
    {
        foreach (var content in (string[])["5", "true", $"{{\"x\":\"{Secret}\"}}"])
        {
            var outcome = await Members.OfWholeAsync(client, client.WholeJson(content));

            Assert.Equal((content, "Protocol"), (content, outcome.Word));
            Assert.Contains(client.ContentPath(whole: true), outcome.Failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, outcome.Failure.ToString(), StringComparison.Ordinal);
        }

        // What is no object at all has no path, and shows its beginning as a web page does.
        foreach (var body in (string[])["null", "5", "[]", "\"x\""])
        {
            Assert.Equal((body, "Protocol"), (body, (await Members.OfWholeAsync(client, body)).Word));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task D09_what_is_absent_or_null_is_the_default(Client client, Split split)
    {
        string[] items = client.IsEvents()
            ? ["""{"choices":[]}""", """{"choices":null,"usage":null}""", """{"choices":[{"delta":null}]}""", """{"choices":[null,{"delta":{"content":null,"tool_calls":null},"finish_reason":null}]}"""]
            : ["""{"done":false}""", """{"message":null,"done":false}""", """{"message":{"content":null,"tool_calls":[null]},"model":null,"done":false,"eval_count":null}"""];

        var outcome = await Outcome.OfBodyAsync(client, split, client.Item("a") + string.Concat(items.Select(item => client.Frame(item))) + client.Item("b") + client.Last());

        Assert.Equal(("none", "ab"), (outcome.Word, outcome.Text));
    }

    private static IEnumerable<(string Item, string Path)> WrongTypes(Client client) => client.IsEvents()
        ?
        [
            (client.ItemJson("5"), "$.choices[0].delta.content"), (client.ItemJson($"{{\"x\":\"{Secret}\"}}"), "$.choices[0].delta.content"),
            ($$"""{"choices":"{{Secret}}"}""", "$.choices"), ($$"""{"choices":["{{Secret}}"]}""", "$.choices[0]"),
            ($$"""{"choices":[{"delta":"{{Secret}}"}]}""", "$.choices[0].delta"), ("""{"choices":[{"delta":{},"finish_reason":1}]}""", "$.choices[0].finish_reason"),
            ($$$"""{"choices":[{"delta":{"tool_calls":"{{{Secret}}}"}}]}""", "$.choices[0].delta.tool_calls"), ("null", ""), ("5", ""),
        ]
        :
        [
            (client.ItemJson("5"), "$.message.content"), (client.ItemJson($"{{\"x\":\"{Secret}\"}}"), "$.message.content"),
            ($$"""{"message":"{{Secret}}"}""", "$.message"), ($$"""{"done":"{{Secret}}"}""", "$.done"), ($$"""{"done_reason":["{{Secret}}"]}""", "$.done_reason"),
            ($$$"""{"message":{"tool_calls":[{"function":{"name":["{{{Secret}}}"]}}]}}""", "$.message.tool_calls[0].function.name"), ("null", ""), ("5", ""), ("[]", ""),
        ];

    private static string Count(Client client, string number) =>
        client.IsEvents() ? $$""","created":{{number}},"usage":{"completion_tokens":{{number}}}""" : $",\"eval_count\":{number}";

    private static LlmClient Llm(Client client, HttpMessageHandler handler) =>
        new(LlmServers.Options(new LlmTarget(client == Client.Llm ? LlmProviders.Ollama : LlmProviders.OpenAICompatible, "m", "http://127.0.0.1:9")).With(options => options.Handler = handler));

    private static async Task EmbedAsync(Client client, HttpMessageHandler handler)
    {
        switch (client)
        {
            case Client.Native:
                await using (var native = handler.Create())
                {
                    await native.EmbedAsync("hi", cancellationToken: TestClient.Ct);
                }

                break;
            case Client.V1:
                await using (var v1 = handler.CreateV1())
                {
                    await v1.EmbedAsync("hi", cancellationToken: TestClient.Ct);
                }

                break;
            default:
                using (var llm = Llm(client, handler))
                {
                    await llm.EmbedAsync(["hi"], cancellationToken: TestClient.Ct);
                }

                break;
        }
    }
}
