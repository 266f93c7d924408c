using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Streaming;

/// <summary>
/// What ends an answer, and what does not. Row E03 of the fault matrix: without <c>[DONE]</c> a clean close is an end only where everything that began
/// has said that it ended.
/// </summary>
public sealed class AnswerEndTests
{
    private const string A = """{"index":0,"delta":{"content":"a"},"finish_reason":null}""";
    private const string B = """{"index":1,"delta":{"content":"b"},"finish_reason":null}""";
    private const string EndA = """{"index":0,"delta":{},"finish_reason":"stop"}""";
    private const string EndB = """{"index":1,"delta":{},"finish_reason":"length"}""";

    /// <summary>The choices of each chunk, and whether they make a whole answer.</summary>
    public static TheoryData<string, bool> Ends => new()
    {
        { $"{A}|{EndA}", true },
        { $"{A}|{EndA}|", true },
        { $"{A},{B}|{EndA}|{EndB}", true },
        { $"{A},{B}|{EndA},{EndB}|", true },
        { $"{A}|{EndA}|{B}|{EndB}", true },
        { $"{A},{B}|{EndB}|{EndA}|", true },
        // What comes after an end does not open it again.
        { $"{A}|{EndA}|{A}", true },
        { A.Replace("\"index\":0,", "", StringComparison.Ordinal) + "|" + EndA, true },
        { $"{A}|{B}", false },
        { $"{A},{B}|{EndA}|{B}", false },
        { $"{A},{B}|{EndB}|", false },
        { $"{A}|{EndA}|{B}", false },
        { $"{A}|{EndA.Replace("stop", "", StringComparison.Ordinal)}", false },
        { $"{A},{B}|{EndA}|{EndB.Replace("length", "", StringComparison.Ordinal)}|", false },
        // Beyond what anybody asks for.
        { $"{A}|{At(64, EndB)}|{EndA}", true },
        { $"{A},{At(200, B)}|{EndA}|{At(200, B)}|{At(200, EndB)}|{At(200, B)}", true },
        { $"{A},{At(200, B)}|{EndA}", false },
        { $"{A}|{At(-1, B)}|{EndA}", false },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task E03_each_choice_that_began_must_end(string chunks, bool isWhole)
    {
        var data = chunks.Split('|').Select(choices => $$"""{"id":"c","object":"chat.completion.chunk","model":"m","choices":[{{choices}}]}""").ToArray();
        var texts = data.Select(one => one.Replace("\"delta\":{\"content\":", "\"text\":", StringComparison.Ordinal).Replace("\"},\"fin", "\",\"fin", StringComparison.Ordinal).Replace("\"delta\":{}", "\"text\":\"\"", StringComparison.Ordinal)).ToArray();
        await using var completions = V1.Answering(V1.Events(texts), contentType: V1.EventStream);

        var (read, error) = await V1.ReadAsync(V1.Events(data));
        var other = await Record.ExceptionAsync(() => completions.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Equal(data.Length, read.Count);
        foreach (var one in (Exception?[])[error, other])
        {
            Assert.Equal(isWhole ? null : StreamFailure.Incomplete, (one as LlmStreamException)?.Reason);
            Assert.Equal(isWhole, one is null);
        }

        // With its mark the server says itself that this was all.
        Assert.Null((await V1.ReadAsync(V1.Events([.. data, V1.Done]))).Error);
    }

    [Theory]
    [InlineData("03-v1-two-choices-one-unfinished.sse")]
    [InlineData("04-v1-empty-finish-reason-cut.sse")]
    public async Task E03_the_files_themselves_by_every_consumer(string file)
    {
        var body = FieldCase.Read(file);
        await using var client = V1.Answering(body, contentType: V1.EventStream);
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, V1.EventStream, body));
        using var llm = LlmServers.ClientOf(server.V1(LlmProviders.LlamaCpp));

        foreach (var error in (LlmStreamException[])
            [
                await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync()),
                await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToResponseAsync(TestClient.Ct)),
                await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct)),
                await Assert.ThrowsAsync<LlmStreamException>(() => client.RunWithToolsStreamAsync("hi", [], cancellationToken: TestClient.Ct).ToListAsync()),
                await Assert.ThrowsAsync<LlmStreamException>(() => llm.ChatStreamAsync("hi", TestClient.Ct).ToListAsync()),
            ])
        {
            Assert.Equal((StreamFailure.Incomplete, "a"), (error.Reason, error.Partial?.Content));
        }
    }

    [Fact]
    public async Task SL2_an_empty_reason_never_takes_the_place_of_one()
    {
        string[] data = [V1.Text("a"), V1.Finish, V1.Finish.Replace("stop", "", StringComparison.Ordinal)];
        await using var client = V1.Answering(V1.Events([.. data, V1.Done]), contentType: V1.EventStream);
        await using var without = V1.Answering(V1.Events([V1.Text("a"), data[2], V1.Done]), contentType: V1.EventStream);

        Assert.Equal(FinishReason.Stop, (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].FinishReason);
        Assert.Null((await without.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].FinishReason);
    }

    [Fact]
    public async Task FX4_nothing_but_the_end_mark_is_no_answer_for_anybody()
    {
        var body = FieldCase.Read("05-v1-only-done.sse");
        await using var client = V1.Answering(body, contentType: V1.EventStream);
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, V1.EventStream, body));
        using var llm = LlmServers.ClientOf(server.V1(LlmProviders.LlamaCpp));

        foreach (var call in (Func<Task>[])
            [
                () => client.Stream().ToListAsync(),
                () => client.Stream().ToResponseAsync(TestClient.Ct),
                () => client.Stream().TextAsync(TestClient.Ct).ToListAsync(),
                () => client.ChatAsync("hi", cancellationToken: TestClient.Ct),
                () => client.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).ToListAsync(),
                () => client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync(),
                () => client.ChatStreamAsync<Tools.Weather>("hi", cancellationToken: TestClient.Ct).ToListAsync(),
                () => client.RunWithToolsStreamAsync("hi", [], cancellationToken: TestClient.Ct).ToListAsync(),
                () => llm.ChatStreamAsync("hi", TestClient.Ct).ToListAsync(),
            ])
        {
            var error = await Assert.ThrowsAsync<LlmStreamException>(call);
            Assert.Equal((StreamFailure.Incomplete, 0), (error.Reason, error.ItemsReceived));
            Assert.Contains("nothing but the mark of its end", error.Message, StringComparison.Ordinal);
        }

        // What is raw need not be an answer.
        Assert.Empty(await client.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync());
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(200)]
    public async Task An_empty_stream_is_called_empty(int status)
    {
        await using var server = new ScriptedServer(connection => connection.SendHeadAsync(status, status == 204 ? [] : [("Content-Length", "0")]));
        await using var native = server.Create();
        await using var v1 = server.CreateV1();

        foreach (var error in (LlmStreamException[])
            [
                await Assert.ThrowsAsync<LlmStreamException>(() => native.Stream().ToListAsync()),
                await Assert.ThrowsAsync<LlmStreamException>(() => v1.Stream().ToListAsync()),
            ])
        {
            Assert.Equal(StreamFailure.Incomplete, error.Reason);
            Assert.Contains("empty", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task FE4_a_reason_without_done_is_an_end()
    {
        var logs = new CapturingLogs();
        var body = FieldCase.Read("FE4-done-reason-without-done.ndjson");
        using var handler = new StubHandler(body, contentType: "application/x-ndjson");
        await using var client = handler.Create(options => options.LoggerFactory = logs);
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, "application/x-ndjson", body));
        using var llm = LlmServers.ClientOf(server.Native());

        var answer = await client.Stream().ToResponseAsync(TestClient.Ct);
        var updates = await llm.ChatStreamAsync("hi", TestClient.Ct).ToListAsync();

        Assert.Equal(("Hello", true, DoneReason.Stop, 3), (answer.Message.Content, answer.Done, answer.DoneReason, answer.EvalCount));
        Assert.Single(logs.Lines, line => line.Contains("a reason for the end without the mark of it", StringComparison.Ordinal));
        Assert.Equal(("Hello", "stop"), (updates[^1].Response!.Content, updates[^1].Response!.FinishReason));
        Assert.Equal("Hello", (await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
    }

    [Theory]
    [InlineData("\"done_reason\":\"stop\"", true)]
    [InlineData("\"done\":null,\"done_reason\":\"stop\"", true)]
    [InlineData("\"done_reason\":\"\"", false)]
    [InlineData("\"done_reason\":null", false)]
    [InlineData("\"done\":false,\"done_reason\":\"stop\"", false)]
    public async Task FE4_which_lines_are_an_end(string members, bool isEnd)
    {
        foreach (var text in (string[])["\"message\":{\"content\":\"a\"}", "\"response\":\"a\""])
        {
            using var handler = new StubHandler($"{{{text},{members}}}\n", contentType: "application/x-ndjson");
            await using var client = handler.Create();

            var error = await Record.ExceptionAsync(() => text.Contains("message", StringComparison.Ordinal)
                ? client.Stream().ToListAsync()
                : (Task)client.GenerateStreamAsync("p", cancellationToken: TestClient.Ct).ToListAsync());

            Assert.Equal(isEnd ? null : StreamFailure.Incomplete, (error as LlmStreamException)?.Reason);
            Assert.Equal(isEnd, error is null);
        }
    }

    [Fact]
    public async Task FE5_an_event_without_data_is_passed_over()
    {
        var (chunks, error) = await V1.ReadAsync(FieldCase.Read("FE5-empty-data-event.sse"));
        await using var responses = V1.Answering("data:\n\n" + V1.Events("""{"type":"response.completed","response":{"id":"r"}}"""), contentType: V1.EventStream);

        Assert.Null(error);
        Assert.Equal("Hi", Assert.Single(chunks).Choices[0].Delta.Content);
        Assert.Single(await responses.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync());
    }

    // It says nothing of being incomplete: stand-ins of servers, written by hand, look like this.
    [Fact]
    public async Task FE6_an_unstreamed_answer_need_not_say_that_it_is_done()
    {
        var logs = new CapturingLogs();
        var body = FieldCase.Read("09-chat-without-done.json");
        using var handler = new StubHandler(body);
        await using var client = handler.Create(options => options.LoggerFactory = logs);
        using var generate = new StubHandler("""{"response":"Hi"}""");
        await using var other = generate.Create();

        Assert.Equal("Hi", (await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
        Assert.Equal("Hi", (await other.GenerateAsync("hi", cancellationToken: TestClient.Ct)).Response);
        Assert.Single(logs.Lines, line => line.Contains("does not say whether it is done", StringComparison.Ordinal));
        // A stream that says nothing of its end has none.
        Assert.Equal(StreamFailure.Incomplete, (await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync())).Reason);
    }

    [Theory]
    [InlineData("""{"model":"m","message":{"content":"Hi"},"done":false}""", "Hi")]
    [InlineData("""{"model":"m"}""", "")]
    [InlineData("{}", "")]
    public async Task FE6_one_that_says_so_or_holds_nothing_is_not_complete(string body, string content)
    {
        using var handler = new StubHandler(body);
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal((StreamFailure.Incomplete, content), (error.Reason, error.Partial?.Content));
    }

    [Fact]
    public async Task FE8_an_error_of_the_responses_route_without_its_event_line()
    {
        await using var client = V1.Answering(FieldCase.Read("FE8-responses-error-without-event-line.sse"), contentType: V1.EventStream);

        foreach (var call in (Func<Task>[])
            [
                () => client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync(),
                () => client.Stream().ToListAsync(),
                () => client.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).ToListAsync(),
            ])
        {
            var error = await Assert.ThrowsAsync<LlmStreamException>(call);
            Assert.Equal((StreamFailure.ServerError, "boom"), (error.Reason, error.ServerError?.ServerMessage));
            Assert.Contains("boom", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"type":"error","message":"boom","code":"x","param":null,"sequence_number":3}""")]
    [InlineData("""{"type":"error","error":{"type":"x","message":"boom"}}""")]
    [InlineData("""{"object":"error","message":"boom","code":400}""")]
    public async Task FE8_unstreamed_it_is_an_error_too(string body)
    {
        await using var client = V1.Answering(body);

        Assert.Equal("boom", (await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct))).ServerMessage);
        Assert.Equal("boom", (await Assert.ThrowsAnyAsync<LlmApiException>(() => client.CompleteAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct))).ServerMessage);
    }

    [Fact]
    public async Task EB4_an_error_of_blanks_is_none_however_it_is_written()
    {
        using var handler = new StubHandler(FieldCase.Read("08-blank-error-escaped.ndjson"), contentType: "application/x-ndjson");
        await using var client = handler.Create();

        var reports = await client.PullModelStreamAsync("m", cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal("success", reports[^1].Status);
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("\\n\\t\\u0020\\u00a0\\u2003")]
    [InlineData("")]
    public async Task EB4_on_every_route(string blank)
    {
        await using var v1 = V1.Answering(V1.Whole.Replace("\"id\"", $"\"error\":\"{blank}\",\"id\"", StringComparison.Ordinal));
        using var handler = new StubHandler($$"""{"error":"{{blank}}","message":{"content":"a"},"done":true}""");
        await using var native = handler.Create();

        Assert.Equal("a", (await v1.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message.Content.Text);
        Assert.Equal("a", (await v1.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message.Content.Text);
        Assert.Equal("a", (await native.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
        Assert.Equal("a", (await native.Stream().ToResponseAsync(TestClient.Ct)).Message.Content);
        Assert.Equal(blank.Length, (await native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct)).GetProperty("error").GetRawText().Length - 2);
    }

    private static string At(int index, string choice) => choice.Replace("\"index\":1", $"\"index\":{index}", StringComparison.Ordinal);
}
