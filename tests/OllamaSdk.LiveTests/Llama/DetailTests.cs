using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>What this server has beside the common: several answers, probabilities, times, and routes that no client has a method for.</summary>
public sealed class DetailTests(LlamaServers servers)
{
    private static ChatCompletionRequest Request { get; } = new() { Messages = [ChatCompletionMessage.User("hi")] };

    [Fact]
    public async Task Two_answers_to_one_question()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();

        var whole = await client.ChatAsync(Request with { N = 2 }, Live.Ct);
        var streamed = await client.ChatStreamAsync(Request with { N = 2 }, Live.Ct).ToResponseAsync(Live.Ct);

        Assert.All((ChatCompletion[])[whole, streamed], answer =>
        {
            Assert.Equal([0, 1], answer.Choices.Select(choice => choice.Index!.Value).Order());
            Assert.All(answer.Choices, choice => Assert.Equal((Said.Talker, FinishReason.Stop), (choice.Message.Content.Text, choice.FinishReason)));
        });
    }

    [Fact]
    public async Task A_stop_text_ends_the_answer_before_it()
    {
        var server = await servers.TalkerAsync();
        await using var client = server.OpenAI();
        await using var many = server.Llm();

        var one = await client.ChatStreamAsync(Request with { Stop = " blue" }, Live.Ct).ToResponseAsync(Live.Ct);
        var other = await many.ChatAsync(new LlmRequest("hi") { Stop = [" blue"] }, Live.Ct);

        Assert.Equal(("The sky is", FinishReason.Stop), (one.Choices[0].Message.Content.Text, one.Choices[0].FinishReason));
        Assert.Equal("The sky is", other.Content);
    }

    [Fact]
    public async Task Probabilities_of_each_token()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();
        var request = Request with { Logprobs = true, TopLogprobs = 2 };

        var whole = await client.ChatAsync(request, Live.Ct);
        var streamed = await client.ChatStreamAsync(request, Live.Ct).ToResponseAsync(Live.Ct);

        Assert.All((ChatCompletion[])[whole, streamed], answer =>
        {
            var tokens = answer.Choices[0].Logprobs?.Content;
            Assert.NotNull(tokens);
            Assert.StartsWith("The sky is blue", string.Concat(tokens.Select(token => token.Token)), StringComparison.Ordinal);
            Assert.All(tokens, token => Assert.True(token.Logprob <= 0 && token.TopLogprobs?.Count == 2));
        });
    }

    [Fact]
    public async Task Random_words_are_text_whatever_their_bytes()
    {
        var server = await servers.BabblerAsync();
        await using var client = server.OpenAI();
        var request = Request with { MaxTokens = 300, Seed = 7, Temperature = 1.5 };

        var chunks = await client.ChatStreamAsync(request, Live.Ct).ToListAsync(Live.Ct);
        var answer = await chunks.ToAsyncEnumerable().ToResponseAsync(Live.Ct);

        Assert.Equal(answer.Choices[0].Message.Content.Text, string.Concat(chunks.SelectMany(chunk => chunk.Choices).Select(choice => choice.Delta.Content)));
        Assert.True(answer.Choices[0].Message.Content.Text.Length > 50);
    }

    [Fact]
    public async Task How_fast_it_was()
    {
        var server = await servers.BabblerAsync();
        await using var client = server.OpenAI();
        await using var many = server.Llm();

        var one = await client.ChatStreamAsync(Request with { MaxTokens = 20 }, Live.Ct).ToResponseAsync(Live.Ct);
        var other = await many.ChatAsync(new LlmRequest("hi") { MaxTokens = 20 }, Live.Ct);

        Assert.True(one.Timings?.GetProperty("predicted_per_second").GetDouble() > 0);
        Assert.True(other.TokensPerSecond > 0);
        Assert.NotNull(one.Usage?.PromptTokensDetails?.CachedTokens);
    }

    [Fact]
    public async Task Several_texts_are_continued_at_once()
    {
        await using var client = (await servers.BabblerAsync()).OpenAI();

        var answer = await client.CompleteAsync(new CompletionRequest { Prompt = (string[])["one", "two"], MaxTokens = 4 }, cancellationToken: Live.Ct);

        Assert.Equal([0, 1], answer.Choices.Select(choice => choice.Index!.Value).Order());
    }

    [Fact]
    public async Task Texts_become_tokens_and_tokens_are_taken_for_texts()
    {
        var server = await servers.EmbedderAsync();
        await using var root = new OllamaClient(server.Root);
        await using var client = server.OpenAI();

        var tokens = (await root.SendAsync(HttpMethod.Post, "/tokenize", Live.Json("""{"content":"hello"}"""), cancellationToken: Live.Ct))
            .GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32()).ToArray();
        var byTokens = await client.EmbedAsync(new EmbeddingRequest { Input = PromptInput.FromTokens(tokens) }, Live.Ct);
        var byText = await client.EmbedAsync("hello", cancellationToken: Live.Ct);

        Assert.Equal(byText.Data[0].Embedding!.Values.ToArray(), byTokens.Data[0].Embedding!.Values.ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public async Task A_stream_of_raw_JSON()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI();
        var body = Live.Json("""{"messages":[{"role":"user","content":"hi"}],"stream":true,"return_progress":true}""");

        var parts = await client.SendStreamAsync(HttpMethod.Post, "/chat/completions", body, cancellationToken: Live.Ct).ToListAsync(Live.Ct);

        Assert.Contains(parts, part => part.TryGetProperty("prompt_progress", out _));
        Assert.Equal("stop", parts[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
    }

    [Fact]
    public async Task A_call_in_one_piece_and_in_many()
    {
        await using var client = (await servers.CallerAsync()).OpenAI();
        var request = Request with { Tools = [Both.Weather.LlmTools.Single().ToChatTool()] };

        var forced = await client.ChatAsync(request with { ToolChoice = ToolChoice.Required }, Live.Ct);
        var streamed = await client.ChatStreamAsync(request, Live.Ct).ToListAsync(Live.Ct);
        var whole = await streamed.ToAsyncEnumerable().ToResponseAsync(Live.Ct);

        Assert.All((ChatCompletion[])[forced, whole], answer =>
        {
            Assert.Equal(FinishReason.ToolCalls, answer.Choices[0].FinishReason);
            var call = Assert.Single(answer.Choices[0].Message.ToolCalls);
            Assert.Equal(("get_weather", "Lyon"), (call.Function.Name, Live.Json(call.Function.Arguments!).GetProperty("city").GetString()));
        });
        // The arguments come in pieces.
        Assert.True(streamed.Count(chunk => chunk.Choices.Any(choice => choice.Delta.ToolCalls.Count > 0)) > 1);
    }

    [Fact]
    public async Task A_stream_right_behind_a_stream()
    {
        await using var client = (await servers.TalkerAsync()).OpenAI(options => options.Retry.MaxRetries = 0);
        await client.ListModelsAsync(cancellationToken: Live.Ct);

        // It closes the connection behind each of them without saying so, and here nothing is tried again.
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(Said.Talker, string.Concat(await client.ChatStreamAsync("hi", cancellationToken: Live.Ct).TextAsync(Live.Ct).ToListAsync(Live.Ct)));
        }
    }
}
