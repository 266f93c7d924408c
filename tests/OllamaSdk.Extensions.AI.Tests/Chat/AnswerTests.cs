using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>Answers of servers in the terms of Microsoft.Extensions.AI, as a whole and in parts.</summary>
public sealed class AnswerTests
{
    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task An_answer_in_parts_comes_to_the_same_as_a_whole_one(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("hello").Answer("It is blue.", "Let me think.");
        var chat = adapters.Chat(client);
        var options = new ChatOptions { Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.High } };

        var whole = await chat.GetResponseAsync("hello", options, Ct);
        var updates = await chat.GetStreamingResponseAsync("hello", options, Ct).ToListAsync(Ct);
        var streamed = updates.ToChatResponse();

        Assert.True(updates.Count > 3);
        foreach (var answer in (ReadOnlySpan<ChatResponse>)[whole, streamed])
        {
            var message = Assert.Single(answer.Messages);
            Assert.Equal(ChatRole.Assistant, message.Role);
            Assert.Equal(["Let me think.", "It is blue."], message.Contents.Select(content => content.ToString()));
            Assert.Equal((Microsoft.Extensions.AI.ChatFinishReason.Stop, "demo"), (answer.FinishReason, answer.ModelId?.Split(':')[0]));
            Assert.Equal(answer.ResponseId, message.MessageId);
            Assert.NotEmpty(answer.ResponseId!);
            Assert.True(answer.Usage is { InputTokenCount: > 0, OutputTokenCount: > 0 });
            Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
            Assert.Null(answer.ConversationId);
        }

        Assert.Equal(whole.Usage!.OutputTokenCount, streamed.Usage!.OutputTokenCount);
        Assert.All(updates, update => Assert.Equal((streamed.ResponseId, ChatRole.Assistant), (update.ResponseId, update.Role)));
        Assert.All(updates, update => Assert.NotNull(update.RawRepresentation));
        Assert.Single(updates, update => update.FinishReason is not null);
        Assert.NotNull(whole.RawRepresentation);
        if (client == Client.Llm)
        {
            Assert.Equal("ollama", streamed.AdditionalProperties!["provider"]);
            Assert.Equal("ollama", whole.AdditionalProperties!["provider"]);
        }
        else
        {
            Assert.NotNull(whole.CreatedAt);
            Assert.NotNull(streamed.CreatedAt);
        }
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Thinking_that_is_not_wanted_is_not_told(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("hello").Answer("It is blue.", "Let me think.");
        var options = new ChatOptions { Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.High, Output = ReasoningOutput.None } };

        var whole = await adapters.Chat(client).GetResponseAsync("hello", options, Ct);
        var streamed = await adapters.Chat(client).GetStreamingResponseAsync("hello", options, Ct).ToChatResponseAsync(Ct);

        Assert.IsType<TextContent>(Assert.Single(whole.Messages.Single().Contents));
        Assert.IsType<TextContent>(Assert.Single(streamed.Messages.Single().Contents));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Calls_have_ids_that_stay_and_a_reason_that_says_so(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("hello").CallTools(("my.weather", """{"city":"Oslo","exact":1.50}"""), ("clock", "{}"));
        var chat = adapters.Chat(client);
        var options = new ChatOptions { Tools = [Tool("my.weather"), Tool("clock")] };

        var whole = await chat.GetResponseAsync("hello", options, Ct);
        var streamed = await chat.GetStreamingResponseAsync("hello", options, Ct).ToChatResponseAsync(Ct);

        foreach (var answer in (ReadOnlySpan<ChatResponse>)[whole, streamed])
        {
            var calls = answer.Messages.Single().Contents.OfType<FunctionCallContent>().ToList();
            Assert.Equal(["my.weather", "clock"], calls.Select(call => call.Name));
            Assert.Equal(2, calls.Select(call => call.CallId).Distinct().Count());
            Assert.All(calls, call => Assert.NotEmpty(call.CallId));
            Assert.Equal("Oslo", ((JsonElement)calls[0].Arguments!["city"]!).GetString());
            Assert.Empty(calls[1].Arguments!);
            Assert.Equal(Microsoft.Extensions.AI.ChatFinishReason.ToolCalls, answer.FinishReason);
        }

        var history = new List<ChatMessage> { new(ChatRole.User, "hello") };
        history.AddMessages(streamed);
        var made = streamed.Messages[0].Contents.OfType<FunctionCallContent>().First();
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(made.CallId, "cold")]));
        await chat.GetResponseAsync(history, options, Ct);
        Assert.Equal(made.CallId, adapters.Sent.GetProperty("messages")[1].GetProperty("tool_calls")[0].GetProperty("id").GetString());
        Assert.Equal(made.CallId, adapters.Sent.GetProperty("messages")[2].GetProperty("tool_call_id").GetString());
        Assert.Equal(client == Client.OpenAI ? "my_weather" : "my.weather", adapters.Sent.GetProperty("messages")[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task The_clients_exceptions_come_through_from_the_middle_of_a_stream_too(Client client)
    {
        using var adapters = new Adapters();
        adapters.Emulator.When("break").Fail(Fault.Cut.AfterLines(3));
        adapters.Emulator.When("tell").Fail(Fault.ErrorLine.AfterLines(3));

        foreach (var prompt in (string[])["break", "tell"])
        {
            List<ChatResponseUpdate> updates = [];
            var error = await Assert.ThrowsAnyAsync<LlmException>(async () =>
            {
                await foreach (var update in adapters.Chat(client).GetStreamingResponseAsync(prompt, cancellationToken: Ct))
                {
                    updates.Add(update);
                }
            });

            Assert.NotEmpty(updates);
            Assert.Equal(updates.ToChatResponse().Text, error.Partial?.Content);
        }

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => adapters.Chat(client, "nobody").GetResponseAsync("hello", cancellationToken: Ct));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Cancelling_ends_a_stream(Client client)
    {
        using var adapters = new Adapters();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in adapters.Chat(client).GetStreamingResponseAsync("hello", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task Ollamas_times_and_cached_tokens_are_in_the_usage()
    {
        const string last = """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"hi"},"done":true,"done_reason":"length","total_duration":5,"load_duration":1,"prompt_eval_count":7,"prompt_eval_cached_count":4,"prompt_eval_duration":2,"eval_count":3,"eval_duration":9}""";
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(last));
        using var client = new OllamaClient(server.Url);

        var answer = await client.AsIChatClient("m").GetStreamingResponseAsync("hello", cancellationToken: Ct).ToChatResponseAsync(Ct);

        Assert.Equal("hi", answer.Text);
        Assert.Equal(Microsoft.Extensions.AI.ChatFinishReason.Length, answer.FinishReason);
        Assert.Equal((7, 3, 10, 4), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount, answer.Usage.CachedInputTokenCount));
        Assert.Equal([("eval_duration", 9), ("load_duration", 1), ("prompt_eval_duration", 2), ("total_duration", 5)], answer.Usage.AdditionalCounts!.Select(count => (count.Key, count.Value)).Order());
    }

    [Fact]
    public async Task A_compatible_servers_times_reasons_and_refusals_are_told()
    {
        await using var server = new ScriptedServer(
            c => c.RespondJsonAsync("""
                {"id":"x","created":1767225600,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I will not."},"finish_reason":"content_filter"}],
                 "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}},
                 "timings":{"prompt_ms":1.5,"predicted_ms":2}}
                """),
            c => c.RespondJsonAsync("""{"id":"x","model":"m","choices":[]}"""));
        using var client = new OpenAICompatibleClient(server.Url + "v1");

        var answer = await client.AsIChatClient("m").GetResponseAsync("hello", cancellationToken: Ct);

        var refusal = Assert.IsType<ErrorContent>(Assert.Single(answer.Messages.Single().Contents));
        Assert.Equal(("Refusal", "I will not."), (refusal.ErrorCode, refusal.Message));
        Assert.Equal((Microsoft.Extensions.AI.ChatFinishReason.ContentFilter, "x", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), (answer.FinishReason, answer.ResponseId, answer.CreatedAt));
        Assert.Equal((4, 2), (answer.Usage!.CachedInputTokenCount, answer.Usage.ReasoningTokenCount));
        Assert.Equal([("eval_duration", 2_000_000), ("prompt_eval_duration", 1_500_000)], answer.Usage.AdditionalCounts!.Select(count => (count.Key, count.Value)).Order());
        await Assert.ThrowsAsync<LlmProtocolException>(() => client.AsIChatClient("m").GetResponseAsync("hello", cancellationToken: Ct));
    }

    [Theory]
    [InlineData(Client.Ollama, 0)]
    [InlineData(Client.Ollama, 512)]
    [InlineData(Client.OpenAI, 0)]
    [InlineData(Client.Llm, 0)]
    public async Task A_prompt_that_was_cut_is_told_and_one_that_was_not_is_not(Client client, int window)
    {
        using var adapters = new Adapters();
        var prompt = string.Join(' ', Enumerable.Range(0, 20_000));
        var options = window > 0 ? new ChatOptions { AdditionalProperties = new() { ["num_ctx"] = window } } : null;

        var answers = new[]
        {
            await adapters.Chat(client).GetResponseAsync(prompt, options, Ct),
            await adapters.Chat(client).GetStreamingResponseAsync(prompt, options, Ct).ToChatResponseAsync(Ct),
        };
        var whole = await adapters.Chat(client).GetResponseAsync("hello", options, Ct);

        foreach (var answer in answers)
        {
            var told = Assert.IsType<JsonElement>(answer.AdditionalProperties?["prompt_truncation"]);
            Assert.NotEqual("none", told.GetProperty("state").GetString());
            Assert.True(told.GetProperty("counted_tokens").GetInt32() < told.GetProperty("estimated_tokens").GetInt32());
        }

        Assert.False(whole.AdditionalProperties?.ContainsKey("prompt_truncation") == true);
    }

    [Fact]
    public async Task An_answer_that_begins_anew_elsewhere_is_another_message()
    {
        await using var first = new ScriptedServer(c => c.RespondNdjsonAsync("""{"model":"m","message":{"role":"assistant","content":"It is"},"done":false}"""));
        await using var second = new ScriptedServer(c => c.RespondNdjsonAsync(
            """{"model":"m","message":{"role":"assistant","content":"Blue."},"done":false}""", """{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}"""));
        var options = new LlmClientOptions { ReadVariable = static _ => null, Retry = { MaxRetries = 0 }, Fallback = { RestartAfterItems = true } };
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", first.Url.ToString()));
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, "m", second.Url.ToString()));
        using var client = new LlmClient(options);

        var answer = await client.AsIChatClient().GetStreamingResponseAsync("hello", cancellationToken: Ct).ToChatResponseAsync(Ct);

        Assert.Equal(["It is", "Blue."], answer.Messages.Select(message => message.Text));
        Assert.Equal(true, answer.Messages[1].AdditionalProperties!["is_restart"]);
        Assert.Equal((true, second.Url.ToString().TrimEnd('/')), ((bool)answer.AdditionalProperties!["used_fallback"]!, ((string)answer.AdditionalProperties["endpoint"]!).TrimEnd('/')));
    }

    private static AIFunction Tool(string name) => LlmTool.Create(name, "", () => "").AsAIFunction();
}
